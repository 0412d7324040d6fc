// What somebody may see of the tally: the same as in the list of all tickets, but for those that
// the own unit only assists in. Private to this room.
#pragma once

#include "board/desk/period_figures.hpp"
#include "board/desk/town.hpp"
#include "board/store/tally_repository.hpp"

namespace huiying::desk {

/// Errors: forbidden.
[[nodiscard]] model::Result<store::TallyScope> scope_of(
    const model::Staff& staff, const TownSnapshot& town, const PeriodAsked& asked
);

}  // namespace huiying::desk
