#include "board/desk/paused_clock.hpp"

#include "board/desk/owed_dates.hpp"
#include "board/desk/paused_parts.hpp"
#include "board/model/passed_on.hpp"
#include "board/sla/workday_count.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/due_repository.hpp"
#include "board/store/proceedings_repository.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using model::Instant;
using store::PauseRow;

struct Count {
    Instant from{};
    int workdays = 1;
};

std::vector<PauseRow> of_round(std::vector<PauseRow> rows, int round) {
    rows.erase(
        std::remove_if(
            rows.begin(), rows.end(), [&](const PauseRow& row) { return row.round != round; }
        ),
        rows.end()
    );
    return rows;
}

/// Intervals of the rows, of which nothing before `since` counts.
void add_pauses(
    std::vector<sla::Pause>& pauses, const std::vector<PauseRow>& rows, Instant since = {}
) {
    for (const auto& row : rows)
        if (!row.to || *row.to > since)
            pauses.push_back({std::max(row.from, since), row.to});
}

sla::PauseLedger ledger_of(std::vector<sla::Pause> pauses) {
    const auto ledger = sla::PauseLedger::of(std::move(pauses));
    return ledger ? *ledger : sla::PauseLedger{};
}

/// What the present policy gives; a later round has a beginning of its own.
Count owed(const CountedTicket& ticket) {
    const auto& record = ticket.record.ticket;
    const int granted = ticket.course.extension_granted;
    Count count{record.received_at, ticket.town.settings().policy.final_workdays + granted};
    if (record.round == 1)
        return count;
    if (const auto start = store::DueRepository(ticket.connection).round_start(record.id)) {
        count.from = start->at;
        if (start->workdays > 0)
            count.workdays = start->workdays + granted;
    }
    return count;
}

/// Working days that were promised, read off the date that was told: also where the town's policy
/// or calendar gives fewer now.
Count promised(const CountedTicket& ticket, const std::optional<Instant>& due) {
    auto count = owed(ticket);
    if (!due)
        return count;
    const auto days = sla::elapsed_workdays(
        ticket.town.calendar(), {count.from, *due, ticket.town.settings().policy.close}
    );
    if (days)
        count.workdays = std::max(count.workdays, days->days);
    return count;
}

/// Whether it answers by the earliest date of several tickets; a later round has a date of its own.
bool carries(const CountedTicket& ticket) {
    return ticket.course.own_response_due && ticket.record.ticket.round == 1;
}

const std::optional<Instant>& told_of(const CountedTicket& ticket) {
    return carries(ticket) ? ticket.course.own_final_due : ticket.record.ticket.due.final_due;
}

/// Once paused: what was promised then, or what the present policy gives where that is more, as a
/// recount has it.
Count count_of(const CountedTicket& ticket) {
    const auto& course = ticket.course;
    if (course.counted_from)
        return {*course.counted_from, std::max(course.counted_workdays, owed(ticket).workdays)};
    return promised(ticket, told_of(ticket));
}

std::optional<Instant> read_due(
    const CountedTicket& ticket, const Count& count, const sla::PauseLedger& pauses
) {
    const sla::WorkdayCount workdays{
        model::local_date(count.from), count.workdays, ticket.town.settings().policy.close};
    const auto reading = sla::read_clock(ticket.town.calendar(), workdays, pauses);
    auto& due = ticket.record.ticket.due;
    due.provisional = due.provisional || !reading || reading->provisional;
    return reading ? reading->due : std::nullopt;
}

/// Working days by which the ticket was extended since then.
int granted_since(const CountedTicket& ticket, Instant since) {
    int workdays = 0;
    for (const auto& row :
         store::ProceedingsRepository(ticket.connection).extensions(ticket.record.ticket.id))
        if (row.decision == store::ExtensionDecision::granted && row.decided_at >= since)
            workdays += row.workdays;
    return workdays;
}

/// A carried ticket's date: it stands still, and is extended, with the one that carries it, since
/// it does.
std::optional<Instant> carried_due(
    const CountedTicket& ticket, const store::CarriedSince& link, const std::vector<PauseRow>& rows
) {
    auto record = store::TicketRepository(ticket.connection).find(link.ticket);
    if (!record)
        return std::nullopt;
    auto course = store::CourseRepository(ticket.connection).find(link.ticket);
    const CountedTicket carried{ticket.connection, *record, course, ticket.town};
    std::vector<sla::Pause> pauses;
    add_pauses(
        pauses,
        of_round(store::PauseRepository(ticket.connection).of(link.ticket), record->ticket.round)
    );
    auto count = count_of(carried);
    count.workdays += granted_since(ticket, link.at);
    add_pauses(pauses, rows, link.at);
    const auto due = read_due(carried, count, ledger_of(std::move(pauses)));
    return due ? model::bounded_due(record->ticket, due) : due;
}

std::optional<Instant> own_due(const CountedTicket& ticket, const std::vector<PauseRow>& rows) {
    std::vector<sla::Pause> pauses;
    add_pauses(pauses, rows);
    return read_due(ticket, count_of(ticket), ledger_of(std::move(pauses)));
}

bool has_open(const std::vector<PauseRow>& rows) {
    return std::any_of(rows.begin(), rows.end(), [](const PauseRow& row) { return !row.to; });
}

/// The earliest of its own date and those of the tickets that it carries.
std::optional<Instant> earliest_due(
    const CountedTicket& ticket, std::optional<Instant> due, const std::vector<PauseRow>& rows
) {
    for (const auto& link :
         store::PauseRepository(ticket.connection).carried_by(ticket.record.ticket.id)) {
        // What was carried into an earlier round was answered with it.
        if (ticket.record.ticket.round > 1 && link.at < count_of(ticket).from)
            continue;
        const auto other = carried_due(ticket, link, rows);
        if (other && (!due || *other < *due))
            due = other;
    }
    return due;
}

/// What was promised when the round stands still first. Later pauses find a date that a recount may
/// have moved or kept since: as many days more.
void note_promise(const CountedTicket& ticket) {
    auto& course = ticket.course;
    const auto& record = ticket.record.ticket;
    if (!course.counted_from) {
        const auto count = count_of(ticket);
        course.counted_from = count.from;
        course.counted_workdays = count.workdays;
        return;
    }
    const auto told = told_of(ticket);
    const auto rows =
        of_round(store::PauseRepository(ticket.connection).of(record.id), record.round);
    for (auto due = own_due(ticket, rows); told && due && *due < *told; due = own_due(ticket, rows))
        ++course.counted_workdays;
}

/// Counted by these now: no recount has to look at it.
void stamp_versions(const CountedTicket& ticket) {
    auto& record = ticket.record.ticket;
    record.due.calendar_version = ticket.town.calendar().version();
    record.due.policy_version = ticket.town.settings().policy.version;
    if (record.responded_at)
        record.due.provisional = false;
}

}  // namespace

void begin_pause(const CountedTicket& ticket, model::TicketState interrupted, const PauseRow& row) {
    auto& course = ticket.course;
    note_promise(ticket);
    course.before = interrupted;
    course.paused_for = row.ground;
    store::PauseRepository(ticket.connection).add(ticket.record.ticket.id, row);
    count_anew(ticket);
}

void end_pause(const CountedTicket& ticket, const std::string& by, Instant at) {
    const auto id = ticket.record.ticket.id;
    store::PauseRepository pauses(ticket.connection);
    if (!pauses.end(id, by, at))
        return;
    ticket.course.before.reset();
    ticket.course.paused_for.reset();
    const bool goes_on = model::is_open(ticket.record.ticket.state);
    if (goes_on)
        count_owed_anew(ticket, at);
    stamp_versions(ticket);
    count_anew(ticket);
    if (goes_on)
        move_parts(ticket, by, at);
    auto rows = of_round(pauses.of(id), ticket.record.ticket.round);
    const auto after = own_due(ticket, rows);
    rows.pop_back();
    // A new date is a new version: reminders that lie behind it are not caught up.
    if (own_due(ticket, rows) != after)
        store::AlarmRepository(ticket.connection).restart(id, at);
}

void count_anew(const CountedTicket& ticket) {
    auto& record = ticket.record.ticket;
    const auto rows =
        of_round(store::PauseRepository(ticket.connection).of(record.id), record.round);
    if (rows.empty())
        return;
    auto due = own_due(ticket, rows);
    if (carries(ticket))
        ticket.course.own_final_due = due ? model::bounded_due(record, due) : due;
    // A clock that stands still has no date, whatever the ticket carries.
    if (due || !has_open(rows))
        due = model::bounded_due(record, earliest_due(ticket, due, rows));
    record.due.final_due = due;
}

}  // namespace huiying::desk
