#include "board/desk/escalation.hpp"

#include "board/desk/audience.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/town.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/commitment_repository.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/database.hpp"
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

/// 先行联系: within so many working days of receipt a person speaks with the citizen.
constexpr int kContactWorkdays = 1;

/// A due time is its own version: a new one has a ladder of its own.
std::int64_t version_of(model::Instant due) {
    return model::to_unix_ms(due) / 1000;
}

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
    const bool stands_still = ticket.state == model::TicketState::paused;
    if (ticket.due.final_due && !ticket.replied_at && !stands_still)
        add(Clock::final_reply, *ticket.due.final_due);
    return deadlines;
}

/// What a reply promised runs until it is kept, whatever else is over.
Deadline deadline_of(
    const TownSnapshot& town, const model::Ticket& ticket, const store::CommitmentRow& commitment
) {
    const auto due = model::at_local(commitment.due, town.settings().policy.close);
    return {ticket.number, "", Clock::commitment, due, version_of(due), commitment.at};
}

/// All rungs of a ticket, by time.
std::vector<PlannedRung> plan(
    const TownSnapshot& town,
    const model::Ticket& ticket,
    model::Instant since,
    const std::optional<store::CommitmentRow>& commitment = std::nullopt
) {
    const workflow::LadderSettings settings{
        .final_workdays = town.settings().policy.final_workdays};
    std::vector<PlannedRung> rungs;
    auto deadlines = deadlines_of(town, ticket, since);
    if (commitment)
        deadlines.push_back(deadline_of(town, ticket, *commitment));
    for (const auto& deadline : deadlines) {
        auto ladder = workflow::plan_ladder(town.calendar(), settings, {}, deadline);
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
          staff_(store::PeopleRepository(connection).staff()) {}

    std::optional<Alarm> climb(const std::string& number) {
        const auto record = tickets_.find(number);
        if (!record)
            return std::nullopt;
        const auto& ticket = record->ticket;
        const auto rungs =
            plan(town_, ticket, alarms_.since(ticket.id).value_or(now_), commitment_of(ticket));
        const auto over = keys_of(alarms_.fired(ticket.id));
        std::optional<model::Instant> next;
        for (const auto& rung : rungs) {
            if (rung.at <= now_ && !over.contains(to_text(rung.key)))
                fire(*record, rung);
            if (rung.at > now_ && !next)
                next = rung.at;
        }
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

    /// While the matter is taken up again its own ladder is climbed; the promise's waits for the
    /// reply.
    std::optional<store::CommitmentRow> commitment_of(const model::Ticket& ticket) {
        if (!workflow::is_wanted(workflow::Rung::commitment_soon, ticket.state))
            return std::nullopt;
        return store::CommitmentRepository(connection_).open(ticket.id);
    }

    void fire(const store::TicketRecord& record, const PlannedRung& rung) {
        const auto& ticket = record.ticket;
        const std::string key = to_text(rung.key);
        const std::string word(workflow::to_word(rung.key.rung));
        if (!alarms_.fire({key, ticket.id, word, rung.at, now_, 0}))
            return;
        if (!workflow::is_wanted(rung.key.rung, ticket.state))
            return;
        const auto course = store::CourseRepository(connection_).find(ticket.id);
        const auto facts = full_facts(connection_, record, course, town_, now_);
        const auto people = people_of(rung.told, facts, staff_);
        const auto send_at = when_to_tell(rung);
        for (const auto& person : people)
            alarms_.add_notice(
                {.key = key,
                 .staff = person.id,
                 .ticket = ticket.id,
                 .rung = word,
                 .send_at = send_at,
                 .window = workflow::window_of({}, send_at)}
            );
        alarms_.set_told(key, static_cast<int>(people.size()));
        tickets_.add_history(ticket.id, {now_, "system", word, sentence(rung, people)});
        events_.push_back(
            {ticket.number,
             word,
             ticket.unit,
             ticket.state,
             ticket.restricted,
             record.accused_units}
        );
    }

    /// A rung that a downtime has put off into the night waits for the morning.
    model::Instant when_to_tell(const PlannedRung& rung) const {
        if (rung.reach == workflow::Reach::any_hour)
            return now_;
        const auto at = workflow::next_notice_instant(town_.calendar(), {}, now_);
        return at ? *at : now_;
    }

    store::Connection& connection_;
    store::TicketRepository tickets_;
    store::AlarmRepository alarms_;
    const TownSnapshot& town_;
    const model::Instant now_;
    const std::vector<model::Staff> staff_;
    std::vector<TicketEvent> events_;
};

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
        Climber climber(connection, *town, clock_.now());
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
            const auto rung = workflow::parse_rung(row.rung);
            notices.push_back(
                {row.id,
                 row.number,
                 row.subject,
                 row.rung,
                 rung ? std::string(workflow::chinese_name(*rung)) : row.rung,
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
