// The features of the classifier: Han characters and runs of two, and whole words of other letters,
// each packed into one number without loss. Private to this room. Pure, safe from any thread.
// Choice by measurement: docs/benchmarks.md, "Routing".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace huiying::routing {

/// Up to `longest` (1 to 3) Han characters in a row, and other runs of letters and digits hashed;
/// in the text's order, repeated ones too. REQUIRES: plain_form text. O(bytes).
void collect_ngrams(std::string_view plain, int longest, std::vector<std::uint64_t>& keys);

/// The same of a message whose first line is its subject: a short first line counts twice.
void collect_message(std::string_view plain, int longest, std::vector<std::uint64_t>& keys);

/// What an n-gram that stands `count` times in a text weighs, before its rarity.
[[nodiscard]] double term_weight(std::size_t count);

}  // namespace huiying::routing
