// What a citizen's message does in a talk, as bot/conversation decided when it came: what take-in
// makes of it. Part of the stream's format (docs/stream_contract.md). Pure.
#pragma once

#include <optional>
#include <string_view>

namespace huiying::model {

enum class Turn {
    matter,      ///< makes a ticket, or is added to the one it continues
    small_talk,  ///< a greeting, thanks, a menu: kept, and no ticket
    answered,    ///< answered at once from the FAQ: its ticket is closed, no human clock runs
    reopening,   ///< what was answered at once is not solved: the clock of the first question opens
    rating,      ///< what a final reply was worth; `InboundMessage::turn_detail` is the grade
};

std::string_view to_word(Turn turn);
std::optional<Turn> parse_turn(std::string_view word);

}  // namespace huiying::model
