// What a final reply is found to be when it goes out. Private to this room.
#pragma once

#include "board/desk/ticket_move.hpp"

#include <string>

namespace huiying::desk {

/// Of the final reply that goes out now: findings, how evasive it is, how much of the machine's
/// draft is in it.
void note_quality(MoveContext& context, const std::string& text);

}  // namespace huiying::desk
