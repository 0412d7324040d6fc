// What may forbid a move beyond the table: facts of the ticket, and what was written. Private to
// this room. Pure.
#pragma once

#include "board/workflow/move_request.hpp"

#include <optional>
#include <string_view>

namespace huiying::workflow {

/// A fact that forbids the move to this actor: second person, returns, extension, opinions.
/// nullopt: none. REQUIRES: the table allows it.
[[nodiscard]] std::optional<model::Errc> fact_objection(
    const Actor& actor, const TicketFacts& ticket, Move move
);

struct DetailObjection {
    model::Errc errc = model::Errc::bad_request;
    std::string_view field;  ///< of the request
};

/// What is missing or wrong in what was written. nullopt: nothing.
[[nodiscard]] std::optional<DetailObjection> detail_objection(
    const MoveRequest& request, const TicketFacts& ticket
);

}  // namespace huiying::workflow
