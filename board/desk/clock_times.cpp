#include "board/desk/clock_times.hpp"

#include "board/model/passed_on.hpp"
#include "board/sla/due_times.hpp"
#include "board/sla/working_calendar.hpp"

namespace huiying::desk {
namespace {

using model::Instant;
using workflow::Clock;
using workflow::ClockAction;
using workflow::ClockChange;
using workflow::Origin;

void stamp_first(std::optional<Instant>& time, Instant at) {
    if (!time)
        time = at;
}

void stop(
    model::Ticket& ticket, model::ResponseGrade promised, const ClockChange& change, Instant at
) {
    if (change.clock == workflow::clock_of(promised))
        stamp_first(ticket.responded_at, at);
    switch (change.clock) {
        case Clock::acceptance:
            stamp_first(ticket.accepted_at, at);
            break;
        case Clock::contact:
            stamp_first(ticket.contact_at, at);
            break;
        case Clock::human_contact:
            // Bot time is never human time, whatever the table is changed to.
            if (change.origin == Origin::person)
                stamp_first(ticket.human_at, at);
            break;
        case Clock::final_reply:
            ticket.replied_at = at;
            break;
        default:
            break;
    }
}

void set_due(model::DueTimes& due, const std::optional<sla::DueInstant>& found) {
    due.final_due = found ? std::optional(found->at) : std::nullopt;
    due.provisional = due.provisional || !found || found->provisional;
}

/// So many working days after the day of `due`.
std::optional<sla::DueInstant> moved(const TownSnapshot& town, Instant due, int workdays) {
    const auto day =
        town.calendar().nth_working_day_after(model::local_date(due), std::max(workdays, 1));
    if (day.has_error())
        return std::nullopt;
    return sla::DueInstant{
        model::at_local(day->date, town.settings().policy.close), day->provisional};
}

/// A rework, a reopening: the promise counts from now.
void begin_round(
    TimedTicket timed, const TownSnapshot& town, const ClockChange& change, Instant now
) {
    auto policy = town.settings().policy;
    if (change.workdays > 0)
        policy.final_workdays = change.workdays;
    const auto due = sla::final_due(town.calendar(), policy, now);
    timed.ticket.due.provisional = false;
    set_due(timed.ticket.due, due.has_value() ? std::optional(*due) : std::nullopt);
    timed.ticket.due.calendar_version = town.calendar().version();
    timed.ticket.due.policy_version = policy.version;
    ++timed.ticket.round;
    timed.ticket.replied_at.reset();
    timed.course.counted_from.reset();
    timed.course.counted_workdays = 0;
    timed.course.grade.reset();
    timed.course.extension_granted = 0;
    timed.course.extension_asked = 0;
    timed.course.extension_asked_by.reset();
}

void extend(TimedTicket timed, const TownSnapshot& town, const ClockChange& change) {
    // Half by one calendar, half by another: the recount that runs then must look at it once more.
    if (timed.ticket.due.calendar_version != town.calendar().version())
        timed.ticket.due.calendar_version.clear();
    timed.course.extension_granted += change.workdays;
    if (timed.course.counted_from)
        timed.course.counted_workdays += change.workdays;
    if (timed.course.own_final_due)
        timed.course.own_final_due =
            extended_due(town, *timed.course.own_final_due, change.workdays);
    if (timed.ticket.due.final_due)
        set_due(timed.ticket.due, moved(town, *timed.ticket.due.final_due, change.workdays));
    timed.ticket.due.final_due = model::bounded_due(timed.ticket, timed.ticket.due.final_due);
    if (timed.course.own_final_due)
        timed.course.own_final_due = model::bounded_due(timed.ticket, timed.course.own_final_due);
}

}  // namespace

void apply_clocks(
    TimedTicket timed,
    const TownSnapshot& town,
    const std::vector<workflow::Effect>& effects,
    Instant now
) {
    const auto promised = town.settings().workflow.response;
    if (model::phase_of(timed.ticket.state) == model::TicketPhase::ended)
        stamp_first(timed.ticket.ended_at, now);
    for (const auto& effect : effects) {
        const auto* change = std::get_if<ClockChange>(&effect);
        if (!change)
            continue;
        if (change->action == ClockAction::stop)
            stop(timed.ticket, promised, *change, now);
        else if (change->action == ClockAction::start && change->clock == Clock::final_reply)
            begin_round(timed, town, *change, now);
        else if (change->action == ClockAction::extend && change->clock == Clock::final_reply)
            extend(timed, town, *change);
    }
}

int round_workdays(const std::vector<workflow::Effect>& effects) {
    for (const auto& effect : effects)
        if (const auto* change = std::get_if<ClockChange>(&effect))
            if (change->action == ClockAction::start && change->clock == Clock::final_reply)
                return change->workdays;
    return 0;
}

void stamp_event(
    model::Ticket& ticket, model::ResponseGrade promised, workflow::ClockEvent event, Instant at
) {
    for (const auto clock : workflow::all_clocks())
        if (workflow::action_of(event, clock) == ClockAction::stop)
            stop(
                ticket,
                promised,
                {.clock = clock, .action = ClockAction::stop, .origin = workflow::origin_of(event)},
                at
            );
}

std::optional<Instant> extended_due(const TownSnapshot& town, Instant due, int workdays) {
    const auto found = moved(town, due, workdays);
    return found ? std::optional(found->at) : std::nullopt;
}

workflow::ReturnWindow return_window(
    const TownSnapshot& town, const model::Ticket& ticket, const store::Course& course, Instant now
) {
    // What routing gave to the unit was given when it was taken in.
    const auto given =
        course.dispatched_at.value_or(ticket.accepted_at.value_or(ticket.arrived_at));
    const auto end = extended_due(town, given, 1);
    // Without a calendar nobody can say that the day is over.
    return !end || sla::is_on_time(now, *end) ? workflow::ReturnWindow::open
                                              : workflow::ReturnWindow::closed;
}

}  // namespace huiying::desk
