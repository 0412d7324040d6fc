// Clocks of a ticket as times: what stops is stamped, what starts anew or is extended gets its due
// time. Private to this room, used by every move and by take-in. No I/O.
#pragma once

#include "board/desk/town.hpp"
#include "board/store/course_repository.hpp"
#include "board/workflow/effects.hpp"
#include "board/workflow/ticket_facts.hpp"

namespace huiying::desk {

/// A ticket's times lie in both.
struct TimedTicket {
    model::Ticket& ticket;
    store::Course& course;
};

/// Carries out every ClockChange among the effects.
void apply_clocks(
    TimedTicket timed,
    const TownSnapshot& town,
    const std::vector<workflow::Effect>& effects,
    model::Instant now
);

/// Working days of the round that begins with these effects; 0: as many as the policy gives.
[[nodiscard]] int round_workdays(const std::vector<workflow::Effect>& effects);

/// The instant of an event that stops clocks, outside of a move: take-in's receipt, notice, sure
/// answer.
void stamp_event(
    model::Ticket& ticket,
    model::ResponseGrade promised,
    workflow::ClockEvent event,
    model::Instant at
);

/// Final due time, moved by so many working days. nullopt: a year that no calendar covers.
[[nodiscard]] std::optional<model::Instant> extended_due(
    const TownSnapshot& town, model::Instant due, int workdays
);

/// Whether the first working day after dispatch to the present unit still runs.
[[nodiscard]] workflow::ReturnWindow return_window(
    const TownSnapshot& town,
    const model::Ticket& ticket,
    const store::Course& course,
    model::Instant now
);

}  // namespace huiying::desk
