// What the writer of a merged letter reads when the one that carries it is answered. Private to
// this room. Pure.
#pragma once

#include "board/desk/ticket_move.hpp"

#include <string>

namespace huiying::desk {

/// The reply of `context`'s ticket for the writer of `carried`. A letter is written anew, with this
/// one's greeting, subject, number and kind around the answer; a text without a frame is told below
/// a sentence. Number and quoted subject of the survivor become this one's, its writer, where named
/// with a form of address, "来信人".
[[nodiscard]] std::string carried_letter(
    const MoveContext& context, const model::Ticket& carried, const std::string& text
);

}  // namespace huiying::desk
