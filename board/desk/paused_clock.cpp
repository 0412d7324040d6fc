#include "board/desk/paused_clock.hpp"

#include "board/sla/workday_count.hpp"
#include "board/store/alarm_repository.hpp"

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

/// Working days that were promised, read off the date that was told: also where the town's policy
/// is another one now.
Count promised(const CountedTicket& ticket, const std::optional<Instant>& due) {
    const auto& policy = ticket.town.settings().policy;
    Count count{
        ticket.record.ticket.received_at, policy.final_workdays + ticket.course.extension_granted};
    if (!due)
        return count;
    const auto days =
        sla::elapsed_workdays(ticket.town.calendar(), {count.from, *due, policy.close});
    if (days && days->days > 0)
        count.workdays = days->days;
    return count;
}

/// Whether it answers by the earliest date of several tickets; a later round has a date of its own.
bool carries(const CountedTicket& ticket) {
    return ticket.course.own_response_due && ticket.record.ticket.round == 1;
}

Count count_of(const CountedTicket& ticket) {
    const auto& course = ticket.course;
    if (course.counted_from)
        return {*course.counted_from, course.counted_workdays};
    return promised(
        ticket, carries(ticket) ? course.own_final_due : ticket.record.ticket.due.final_due
    );
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

/// A carried ticket's date: it stands still with the one that carries it, since it does.
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
    count.workdays += ticket.course.extension_granted;
    add_pauses(pauses, rows, link.at);
    return read_due(carried, count, ledger_of(std::move(pauses)));
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

}  // namespace

void begin_pause(const CountedTicket& ticket, model::TicketState interrupted, const PauseRow& row) {
    auto& course = ticket.course;
    if (!course.counted_from) {
        const auto count = count_of(ticket);
        course.counted_from = count.from;
        course.counted_workdays = count.workdays;
    }
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
    count_anew(ticket);
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
        ticket.course.own_final_due = due;
    // A clock that stands still has no date, whatever the ticket carries.
    if (due || !has_open(rows))
        due = earliest_due(ticket, due, rows);
    record.due.final_due = due;
}

}  // namespace huiying::desk
