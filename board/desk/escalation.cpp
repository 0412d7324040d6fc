#include "board/desk/escalation.hpp"

#include "board/desk/answerable.hpp"
#include "board/desk/audience.hpp"
#include "board/desk/duty_calls.hpp"
#include "board/desk/group_notes.hpp"
#include "board/desk/ladder_rules.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/town.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/workflow/ladder.hpp"

#include <algorithm>
#include <set>

namespace huiying::desk {
namespace {

using workflow::Clock;
using workflow::Deadline;
using workflow::PlannedRung;

/// Names in the history's sentence; more are a number.
constexpr std::size_t kNamed = 5;

/// How soon a process notices a change of the town's directory, and some.
constexpr std::chrono::milliseconds kUntilKnown{500};

/// 先行联系: within so many working days of receipt a person speaks with the citizen.
constexpr int kContactWorkdays = 1;

/// A due time is its own version: a new one has a ladder of its own.
std::int64_t version_of(model::Instant due) {
    return model::to_unix_ms(due) / 1000;
}

}  // namespace

std::vector<Deadline> deadlines_of(
    const TownSnapshot& town, const model::Ticket& ticket, model::Instant since
) {
    std::vector<Deadline> deadlines;
    const auto add = [&](Clock clock, model::Instant due) {
        deadlines.push_back({ticket.number, "", clock, due, version_of(due), since});
    };
    if (!ticket.responded_at)
        add(Clock::acceptance, ticket.due.response_due);
    const auto first_day = town.calendar().nth_working_day_after(
        model::local_date(ticket.received_at), kContactWorkdays
    );
    if (!ticket.human_at && first_day)
        add(Clock::human_contact, model::at_local(first_day->date, town.settings().policy.close));
    if (ticket.due.final_due && !ticket.replied_at)
        add(Clock::final_reply, *ticket.due.final_due);
    return deadlines;
}

namespace {

/// All rungs of a ticket, by time.
std::vector<PlannedRung> plan(
    const TownSnapshot& town, const model::Ticket& ticket, model::Instant since
) {
    const auto settings = steps_of(town.settings());
    const auto hours = hours_of(town.settings());
    std::vector<PlannedRung> rungs;
    for (const auto& deadline : deadlines_of(town, ticket, since)) {
        auto ladder = workflow::plan_ladder(town.calendar(), settings, hours, deadline);
        rungs.insert(rungs.end(), ladder.rungs.begin(), ladder.rungs.end());
    }
    std::stable_sort(rungs.begin(), rungs.end(), [](const auto& a, const auto& b) {
        return a.at < b.at;
    });
    return rungs;
}

std::string sentence(const PlannedRung& rung, const std::vector<model::Staff>& people) {
    std::string text(workflow::chinese_name(rung.key.rung));
    if (people.empty())
        return text + "：没有可以提醒的人";
    text += "：已提醒";
    for (std::size_t i = 0; i < std::min(people.size(), kNamed); ++i)
        text += (i == 0 ? "" : "、") + people[i].name;
    if (people.size() > kNamed)
        text += "等" + std::to_string(people.size()) + "人";
    return text;
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
        auto rungs = plan(town_, ticket, since);
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
        alarms_.set(ticket.id, next);
        return next ? std::optional(Alarm{number, *next}) : std::nullopt;
    }

    std::vector<TicketEvent> take_events() { return std::move(events_); }

  private:
    static std::set<std::string> keys_of(const std::vector<store::FiredRung>& fired) {
        std::set<std::string> keys;
        for (const auto& rung : fired)
            keys.insert(rung.key);
        return keys;
    }

    void fire(const store::TicketRecord& record, const PlannedRung& rung) {
        const auto& ticket = record.ticket;
        const std::string key = to_text(rung.key);
        const std::string word(workflow::to_word(rung.key.rung));
        if (!alarms_.fire({key, ticket.id, word, rung.at, now_, 0}))
            return;
        if (!workflow::is_wanted(rung.key.rung, ticket.state))
            return;
        const auto facts = facts_now(record);
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
        note(record, word, sentence(rung, people));
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
        const auto& ticket = record.ticket;
        tickets_.add_history(ticket.id, {now_, "system", word, text});
        events_.push_back(
            {ticket.number,
             word,
             ticket.unit,
             ticket.state,
             ticket.restricted,
             record.accused_units}
        );
    }

    workflow::TicketFacts facts_now(const store::TicketRecord& record) {
        const auto course = store::CourseRepository(connection_).find(record.ticket.id);
        return full_facts(connection_, record, course, town_, now_);
    }

    /// A rung that a downtime has put off into the night waits for the morning.
    model::Instant when_to_tell(const PlannedRung& rung) const {
        if (rung.reach == workflow::Reach::any_hour)
            return now_;
        const auto at =
            workflow::next_notice_instant(town_.calendar(), hours_of(town_.settings()), now_);
        return at ? *at : now_;
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

std::string title_of(const std::string& word) {
    const auto rung = workflow::parse_rung(word);
    if (rung)
        return std::string(workflow::chinese_name(*rung));
    if (word == "robot_failed")
        return "群提醒未送达";
    return word == "digest" ? "今日汇总" : word;
}

std::string name_of(store::Connection& connection, const std::optional<model::StaffId>& staff) {
    const auto found =
        staff ? store::PeopleRepository(connection).find_staff(*staff) : std::nullopt;
    return found ? found->name : std::string();
}

std::vector<Alarm> all_at(const std::vector<std::string>& numbers, model::Instant at) {
    std::vector<Alarm> alarms;
    for (const auto& number : numbers)
        alarms.push_back({number, at});
    return alarms;
}

}  // namespace

std::optional<model::Instant> first_alarm(const TownSnapshot& town, const model::Ticket& ticket) {
    const auto rungs = plan(town, ticket, ticket.received_at);
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
    return database_.read([&](store::Connection& connection) {
        std::vector<Notice> notices;
        for (const auto& row :
             store::AlarmRepository(connection).unread(staff.id, clock_.now(), limit)) {
            notices.push_back(
                {row.id,
                 row.number,
                 row.text.empty() ? row.subject : row.text,
                 row.rung,
                 title_of(row.rung),
                 name_of(connection, row.for_staff),
                 row.send_at,
                 row.window}
            );
        }
        return notices;
    });
}

void Escalation::read_up_to(const model::Staff& staff, std::int64_t notice) {
    database_.write([&](store::Connection& connection) {
        store::AlarmRepository(connection).read_up_to(staff.id, notice, clock_.now());
    });
}

}  // namespace huiying::desk
