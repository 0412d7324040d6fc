// Which of a question's words an entry has: shown to staff as the reason why it was found. Private
// to this room. Pure, safe from any thread.
#pragma once

#include "board/knowledge/read_entry.hpp"
#include "board/knowledge/term_counts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::knowledge {

/// Most telling first, at most `limit`; single symbols inside a pair left out. REQUIRES: question
/// is searchable().
[[nodiscard]] std::vector<std::string> matched_words(
    std::string_view question, const ReadEntry& entry, const TermCounts& counts, std::size_t limit
);

}  // namespace huiying::knowledge
