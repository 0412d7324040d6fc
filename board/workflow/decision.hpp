// What follows from a move: the new state and every effect as a value, or a refusal that names what
// is allowed and to whom. The one entry for desk: it gathers facts, asks here, and carries out what
// it is told in one transaction. Pure, safe from any thread.
#pragma once

#include "board/workflow/effects.hpp"
#include "board/workflow/move_request.hpp"

#include <string_view>
#include <variant>
#include <vector>

namespace huiying::workflow {

struct Outcome {
    model::TicketState state = model::TicketState::handling;
    std::vector<Effect> effects;
};

struct Refusal {
    model::Errc errc = model::Errc::move_not_allowed;
    std::string_view field;          ///< of the request, where it is at fault
    std::vector<Permitted> allowed;  ///< empty where the ticket is not the actor's to know of
};

using Decision = std::variant<Outcome, Refusal>;

[[nodiscard]] Decision decide(const TicketFacts& ticket, const MoveRequest& request);

/// Who holds the ticket now, and so answers for the time it lies.
[[nodiscard]] Audience holder_of(const TicketFacts& ticket);

}  // namespace huiying::workflow
