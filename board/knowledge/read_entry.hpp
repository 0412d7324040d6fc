// The texts of an entry as they are compared with a question: read once where a base is small, else
// each time. Private to this room. Pure, safe from any thread.
#pragma once

#include "board/knowledge/term_keys.hpp"
#include "board/model/faq_entry.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace huiying::knowledge {

/// So many symbols of a text are compared one by one.
inline constexpr std::size_t kLikenessSymbols = 600;

/// A searchable() text, and its words in order.
struct ReadText {
    std::string text;
    std::vector<TermKey> keys;
    std::vector<std::uint32_t> symbols;  ///< the first kLikenessSymbols, where they are kept
};

struct ReadEntry {
    std::vector<ReadText> phrasings;  ///< the question, then the variants
    ReadText answer;                  ///< its first two thousand symbols

    [[nodiscard]] std::size_t bytes() const;
};

[[nodiscard]] ReadEntry read_entry(const model::FaqEntry& entry);

/// To be kept, and compared with many questions: with the symbols of its ways to ask.
[[nodiscard]] ReadEntry read_for_long(const model::FaqEntry& entry);

}  // namespace huiying::knowledge
