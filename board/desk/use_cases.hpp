// Which moves of board/workflow this room carries out for a person: what it cannot do it does not
// offer. Private to this room.
#pragma once

#include "board/workflow/moves.hpp"

namespace huiying::desk {

[[nodiscard]] bool has_use_case(workflow::Move move);

}  // namespace huiying::desk
