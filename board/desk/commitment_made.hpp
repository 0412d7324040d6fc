// A promise as part of a move: of its own, or of the final reply that carries it. Private to this
// room.
#pragma once

#include "board/desk/ticket_move.hpp"

namespace huiying::desk {

/// Errors: text_too_long. What else may be wrong with it, board/workflow says.
[[nodiscard]] model::Result<void> check(const CommitmentPromised& promised);

[[nodiscard]] workflow::CommitmentMade as_details(const CommitmentPromised& promised);

/// Writes the promise down, with its row in the history.
void make_commitment(MoveContext& context, const CommitmentPromised& promised);

/// The promise as the citizen reads it below the reply.
[[nodiscard]] std::string promise_words(const CommitmentPromised& promised);

}  // namespace huiying::desk
