// State and effects of an allowed move, from the facts before it. Private to this room, used by
// decide(). Pure.
#pragma once

#include "board/workflow/decision.hpp"

namespace huiying::workflow {

/// REQUIRES of both: the request was found allowed and complete.
[[nodiscard]] model::TicketState target_of(const MoveRequest& request, const TicketFacts& ticket);

[[nodiscard]] std::vector<Effect> effects_of(
    const MoveRequest& request, const TicketFacts& ticket, model::TicketState target
);

/// What happened to the clocks, in order.
[[nodiscard]] std::vector<ClockEvent> events_of(
    const MoveRequest& request, const TicketFacts& ticket, model::TicketState target
);

}  // namespace huiying::workflow
