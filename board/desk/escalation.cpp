#include "board/desk/escalation.hpp"

#include "board/desk/answerable.hpp"
#include "board/desk/audience.hpp"
#include "board/desk/duty_calls.hpp"
#include "board/desk/group_notes.hpp"
#include "board/desk/ladder_plan.hpp"
#include "board/desk/ladder_rules.hpp"
#include "board/desk/move_notices.hpp"
#include "board/desk/parts.hpp"
#include "board/desk/quiet_closing.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/desk/town.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/assist_repository.hpp"
#include "board/store/commitment_repository.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/workflow/ladder.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace huiying::desk {
namespace {

using workflow::PlannedRung;

/// Names in the history's sentence; more are a number.
constexpr std::size_t kNamed = 5;

/// How soon a process notices a change of the town's directory, and some.
constexpr std::chrono::milliseconds kUntilKnown{500};

/// What a notice says (of its ticket, where it has one) to whom it was told: nothing any more where
/// the person no longer sees it. nullopt: not even that there is one, where somebody is accused.
std::optional<std::string> subject_for(
    store::Connection& connection,
    const TownRules& rules,
    const model::Staff& staff,
    const store::NoticeRecord& notice
) {
    if (!notice.ticket)
        return notice.text;
    const auto record = store::TicketRepository(connection).find(*notice.ticket);
    if (record && workflow::is_visible_to(staff, access_facts(connection, *record, rules)))
        return row_of(*record, notice.send_at).ticket.subject;
    return notice.restricted ? std::nullopt : std::optional<std::string>("");
}

std::string sentence(
    const TownSnapshot& town, const PlannedRung& rung, const std::vector<model::Staff>& people
) {
    std::string text(workflow::chinese_name(rung.key.rung));
    if (!rung.key.unit.empty())
        text += "（" + town.unit_name(rung.key.unit) + "）";
    if (people.empty())
        return text + "：没有可以提醒的人";
    text += "：已提醒";
    for (std::size_t i = 0; i < std::min(people.size(), kNamed); ++i)
        text += (i == 0 ? "" : "、") + people[i].name;
    if (people.size() > kNamed)
        text += "等" + std::to_string(people.size()) + "人";
    return text;
}

std::string title_of(const store::NoticeRecord& notice) {
    if (notice.rung == kKeptNotice)
        return "日历或规定变了，期限可提前，已按原承诺日期维持";
    return notice_title(notice.rung) + (notice.provisional ? "（期限暂定）" : "");
}

/// Works on the tickets of one transaction.
class Climber {
  public:
    Climber(store::Connection& connection, const TownSnapshot& town, model::Instant now)
        : connection_(connection),
          tickets_(connection),
          alarms_(connection),
          town_(town),
          now_(now),
          colleagues_(connection, now),
          calls_(connection, town, colleagues_, now) {}

    std::optional<Alarm> climb(const std::string& number) {
        const auto record = tickets_.find(number);
        if (!record)
            return std::nullopt;
        const auto& ticket = record->ticket;
        const auto since = alarms_.since(ticket.id).value_or(now_);
        auto rungs = ladder_of(
            town_,
            ticket,
            since,
            {store::AssistRepository(connection_).of(ticket.id), commitment_of(ticket)}
        );
        if (record->urgent && ticket.received_at >= since)
            rungs.insert(
                rungs.begin(), workflow::emergency_rung(ticket.number, ticket.received_at)
            );
        const auto over = keys_of(alarms_.fired(ticket.id));
        std::optional<model::Instant> next;
        for (const auto& rung : rungs) {
            if (rung.at <= now_ && !over.contains(to_text(rung.key)))
                fire(*record, rung);
            if (rung.at > now_ && !next)
                next = rung.at;
        }
        go_on_calling(*record);
        if (const auto call = calls_.next(ticket.id))
            next = next ? std::min(*next, *call) : *call;
        if (const auto at = closing_at({connection_, *record, town_}, now_); at && *at > now_)
            next = next ? std::min(*next, *at) : *at;
        else if (at)
            close(ticket.number);
        alarms_.set(ticket.id, next);
        return next ? std::optional(Alarm{number, *next}) : std::nullopt;
    }

    std::vector<TicketEvent> take_events() { return std::move(events_); }

  private:
    void close(const std::string& number) {
        const auto call = by_system(number, workflow::Move::close);
        auto moved = move_within(connection_, town_, call, now_, [&](MoveContext& context) {
            context.history(closing_words(town_));
        });
        std::move(moved.events.begin(), moved.events.end(), std::back_inserter(events_));
    }

    static std::set<std::string> keys_of(const std::vector<store::FiredRung>& fired) {
        std::set<std::string> keys;
        for (const auto& rung : fired)
            keys.insert(rung.key);
        return keys;
    }

    /// While the matter is taken up again its own ladder is climbed; the promise's waits for the
    /// reply.
    std::optional<store::CommitmentRow> commitment_of(const model::Ticket& ticket) {
        if (!workflow::is_wanted(workflow::Rung::commitment_soon, ticket.state))
            return std::nullopt;
        return store::CommitmentRepository(connection_).open(ticket.id);
    }

    /// Of assisting units a part's rung concerns that one alone.
    static void keep_part(workflow::TicketFacts& facts, const std::string& unit) {
        if (unit.empty())
            return;
        auto& assists = facts.assists;
        const auto is_other = [&](const workflow::Assist& assist) { return assist.unit != unit; };
        assists.erase(std::remove_if(assists.begin(), assists.end(), is_other), assists.end());
    }

    void fire(const store::TicketRecord& record, const PlannedRung& rung) {
        const auto& ticket = record.ticket;
        const std::string key = to_text(rung.key);
        const std::string word(workflow::to_word(rung.key.rung));
        if (!alarms_.fire({key, ticket.id, word, rung.at, now_, 0}))
            return;
        if (!workflow::is_wanted(rung.key.rung, ticket.state))
            return;
        auto facts = facts_now(record);
        keep_part(facts, rung.key.unit);
        const auto people = people_of(rung.told, facts, colleagues_.own(), colleagues_.on_duty());
        const auto send_at = when_to_tell(rung);
        const store::NoticeRecord notice{
            .key = key,
            .ticket = ticket.id,
            .rung = word,
            .send_at = send_at,
            .window = workflow::window_of(hours_of(town_.settings()), send_at)};
        tell(alarms_, colleagues_, people, facts, notice);
        note_in_groups(connection_, town_, ticket, rung, send_at);
        if (rung.told.contains(workflow::Audience::on_duty))
            calls_.begin(facts, {key, ticket.id, word, rung.at, now_});
        alarms_.set_told(key, static_cast<int>(people.size()));
        note(record, word, sentence(town_, rung, people));
    }

    /// Whoever is on duty and has not answered in time.
    void go_on_calling(const store::TicketRecord& record) {
        const auto due = calls_.next(record.ticket.id);
        if (!due || *due > now_)
            return;
        for (const auto& text : calls_.go_on(record, facts_now(record)))
            note(record, "duty_called", text);
    }

    void note(const store::TicketRecord& record, const std::string& word, const std::string& text) {
        tickets_.add_history(record.ticket.id, {now_, "system", word, text});
        events_.push_back(event_of(connection_, word, record));
    }

    workflow::TicketFacts facts_now(const store::TicketRecord& record) {
        const auto course = store::CourseRepository(connection_).find(record.ticket.id);
        return full_facts(connection_, record, course, town_, now_);
    }

    /// A rung that a downtime has put off into the night waits for the morning.
    model::Instant when_to_tell(const PlannedRung& rung) const {
        if (rung.reach == workflow::Reach::any_hour)
            return now_;
        return notice_time(town_, now_).send_at;
    }

    store::Connection& connection_;
    store::TicketRepository tickets_;
    store::AlarmRepository alarms_;
    const TownSnapshot& town_;
    const model::Instant now_;
    const Colleagues colleagues_;
    DutyCalls calls_;
    std::vector<TicketEvent> events_;
};

std::string name_of(store::Connection& connection, const std::optional<model::StaffId>& staff) {
    const auto found =
        staff ? store::PeopleRepository(connection).find_staff(*staff) : std::nullopt;
    return found ? found->name : std::string();
}

std::vector<Alarm> all_at(const std::vector<std::string>& numbers, model::Instant at) {
    std::vector<Alarm> alarms;
    alarms.reserve(numbers.size());
    for (const auto& number : numbers)
        alarms.push_back({number, at});
    return alarms;
}

}  // namespace

std::optional<model::Instant> first_alarm(const TownSnapshot& town, const model::Ticket& ticket) {
    const auto rungs = ladder_of(town, ticket, ticket.received_at);
    return rungs.empty() ? std::nullopt : std::optional(rungs.front().at);
}

Escalation::Escalation(
    store::Database& database, const Town& town, const model::Clock& clock, Announce announce
)
    : database_(database), town_(town), clock_(clock), announce_(std::move(announce)) {}

std::vector<Alarm> Escalation::upcoming(model::Instant until, int limit) const {
    return database_.read([&](store::Connection& connection) {
        std::vector<Alarm> alarms;
        for (auto& row : store::AlarmRepository(connection).before(until, limit))
            alarms.push_back({std::move(row.number), row.at});
        return alarms;
    });
}

std::vector<Alarm> Escalation::climb(const std::vector<std::string>& numbers) {
    const auto town = town_.snapshot();
    std::vector<TicketEvent> events;
    auto next = database_.write([&](store::Connection& connection) {
        const auto now = clock_.now();
        // Another process has changed the town's rules just now: a plan of the old ones would be
        // kept. This process knows them within a moment.
        if (store::DirectoryRepository(connection).revision() != town->revision())
            return all_at(numbers, now + kUntilKnown);
        Climber climber(connection, *town, now);
        std::vector<Alarm> alarms;
        for (const auto& number : numbers)
            if (auto alarm = climber.climb(number))
                alarms.push_back(std::move(*alarm));
        events = climber.take_events();
        return alarms;
    });
    for (const auto& event : events)
        announce_(event);
    return next;
}

std::vector<Notice> Escalation::unread(const model::Staff& staff, int limit) const {
    const auto rules = rules_of(*town_.snapshot());
    return database_.read([&](store::Connection& connection) {
        std::vector<Notice> notices;
        for (const auto& row :
             store::AlarmRepository(connection).unread(staff.id, clock_.now(), limit)) {
            auto subject = subject_for(connection, rules, staff, row);
            if (!subject)
                continue;
            notices.push_back(
                {row.id,
                 row.number,
                 std::move(*subject),
                 row.rung,
                 title_of(row),
                 name_of(connection, row.for_staff),
                 row.send_at,
                 row.window}
            );
        }
        return notices;
    });
}

void Escalation::read(const model::Staff& staff, std::int64_t notice) {
    database_.write([&](store::Connection& connection) {
        store::AlarmRepository(connection).read(staff.id, notice, clock_.now());
    });
}

void Escalation::read_up_to(const model::Staff& staff, std::int64_t notice) {
    database_.write([&](store::Connection& connection) {
        store::AlarmRepository(connection).read_up_to(staff.id, notice, clock_.now());
    });
}

}  // namespace huiying::desk
