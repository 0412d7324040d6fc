// Who has a citizen's talk in hand: the person who works on the answer, for half an hour from each
// of their steps; then the system speaks again. Private to this room; inside a move.
#pragma once

#include "board/workflow/moves.hpp"

#include <chrono>

namespace huiying::desk {

struct MoveContext;

/// How long the system keeps silent after a person's last step.
inline constexpr std::chrono::minutes kTalkLease{30};

/// Takes or prolongs the lease where a person's step is one of answering; gives it back where the
/// ticket is not open any more.
void note_talk_owner(MoveContext& context, workflow::Move move);

}  // namespace huiying::desk
