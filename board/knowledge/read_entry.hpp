// The texts of an entry as they are compared with a question: read once where a base is small, else
// each time. Private to this room. Pure, safe from any thread.
#pragma once

#include "board/knowledge/term_keys.hpp"
#include "board/model/faq_entry.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace huiying::knowledge {

/// A searchable() text, and its words in order.
struct ReadText {
    std::string text;
    std::vector<TermKey> keys;
};

struct ReadEntry {
    std::vector<ReadText> phrasings;  ///< the question, then the variants
    ReadText answer;                  ///< its first two thousand symbols

    [[nodiscard]] std::size_t bytes() const;
};

[[nodiscard]] ReadEntry read_entry(const model::FaqEntry& entry);

}  // namespace huiying::knowledge
