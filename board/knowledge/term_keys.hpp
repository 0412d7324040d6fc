// Words of a normalised text as numbers: Han symbols, pairs of them, and runs of other letters and
// digits. Private to this room. Pure, safe from any thread. A symbol is its code point, a pair its
// two, a run the 63 bits of a hash (two runs in a million collide with probability 1e-7).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::knowledge {

using TermKey = std::uint64_t;

/// Keys of the words in order, repetitions included: 路 路灯 灯 灯坏 坏.
[[nodiscard]] std::vector<TermKey> term_keys(std::string_view normalised);

/// Whether it is one Han symbol; these tell less than pairs and runs.
[[nodiscard]] constexpr bool is_symbol(TermKey key) {
    return key < (TermKey{1} << 21U);
}

[[nodiscard]] constexpr bool is_pair(TermKey key) {
    return !is_symbol(key) && key < (TermKey{1} << 43U);
}

/// A word that occurs, and how often.
struct CountedTerm {
    TermKey key = 0;
    std::uint32_t count = 0;
};

/// The same words once each, ordered by key.
[[nodiscard]] std::vector<CountedTerm> counted(std::vector<TermKey> keys);

}  // namespace huiying::knowledge
