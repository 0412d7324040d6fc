// A dead letter read once more: by its channel, or as the stream entry that it is. Used by the
// console's route and by the command line, so that both do the same. Pure but for the channel's own
// reading; any thread.
#pragma once

#include "board/desk/administration.hpp"
#include "board/model/inbound_message.hpp"
#include "board/web/problem.hpp"

#include <string>
#include <variant>

namespace huiying::channel {
class OpenChannels;
}

namespace huiying::desk {
class Town;
}

namespace huiying::app {

/// The message to hand in again, and what staff must know of it.
struct RereadLetter {
    model::InboundMessage message;
    std::string note;  ///< Chinese; empty: nothing
};

/// A message whose number is another's (number_taken, unknown_ticket) gets a number of its own, the
/// same one however often the letter is replayed; its delivery key stays, so that it becomes one
/// ticket. Problems: unparsable, move_not_allowed (no such account any more), with
/// what is wrong in Chinese.
[[nodiscard]] std::variant<RereadLetter, web::Problem> reread(
    const desk::DeadLetterView& letter,
    const desk::Town& town,
    const channel::OpenChannels& channels,
    model::Instant now
);

}  // namespace huiying::app
