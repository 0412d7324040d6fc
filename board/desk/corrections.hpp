// Where a person gave a ticket to another unit than routing had, or to one where routing had none:
// kept, so that the next message like it does not go wrong again. Private to this room, used by
// every move inside its transaction.
#pragma once

#include "board/desk/ticket_move.hpp"

#include <string>

namespace huiying::desk {

/// Nothing of a restricted ticket, nor where the unit is as it was. What was kept is dropped where
/// the ticket is taken back, or ends at the unit that routing had found.
void note_correction(MoveContext& context, const std::string& unit_before);

}  // namespace huiying::desk
