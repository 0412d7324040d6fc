// What colleagues are told of a move, behind the bell: whom the effects of board/workflow name,
// never the one who made it. Private to this room.
#pragma once

#include "board/desk/ticket_move.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::desk {

/// Word of a notice that is no move's.
inline constexpr std::string_view kMentioned = "mentioned";
inline constexpr std::string_view kPartMoved = "assist_moved";

/// Chinese title of a notice's word: a rung of the ladder, a move, a mention.
[[nodiscard]] std::string notice_title(const std::string& word);

/// Stores a notice for each of them but who acts. Out of working hours it waits for the morning.
void add_notices(
    MoveContext& context, const std::vector<model::Staff>& people, std::string_view word
);

/// Carries out every Notify of the move. REQUIRES: the change is written.
void tell_colleagues(
    MoveContext& context, workflow::Move move, const workflow::TicketFacts& before
);

}  // namespace huiying::desk
