// The label of a reply that has sentences of a model in it. Private to this room.
#pragma once

#include "board/desk/ticket_move.hpp"

#include <string>

namespace huiying::desk {

/// The text as it is sent: with the label at its end where a rewriting was taken in this round, one
/// of its sentences is still there, and nobody kept the label.
[[nodiscard]] std::string with_label(MoveContext& context, const std::string& text);

}  // namespace huiying::desk
