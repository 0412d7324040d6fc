// Words of Chinese text without a dictionary: Han unigrams and bigrams, runs of other letters and
// digits whole. Used by knowledge (retrieval), routing and store (full-text search). Pure, safe
// from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace huiying::text {

/// Tokens of the normalised text in order: "路灯坏了12345" gives 路 路灯 灯 灯坏 坏 坏了 了 12345.
/// Everything else (punctuation, emoji) separates.
[[nodiscard]] std::vector<std::string> tokens(std::string_view text);

/// The same of text that is normalised already, as views into it; for the hot path.
[[nodiscard]] std::vector<std::string_view> tokens_of_normalised(std::string_view normalised);

/// For queries of a full-text index: bigrams of each Han run (the character itself for a run of
/// one) and the other runs, joined by spaces: "路灯坏了 G60" gives "路灯 灯坏 坏了 g60".
[[nodiscard]] std::string search_tokens(std::string_view text);

/// For the index itself: the same and the last character of each Han run, "路灯 灯坏 坏了 了 g60",
/// so that every character begins a token and one alone is found as a prefix.
[[nodiscard]] std::string index_tokens(std::string_view text);

}  // namespace huiying::text
