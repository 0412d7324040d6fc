// Sentences and clauses of a Chinese text, as views into it. Private to this room. Pure, safe from
// any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace huiying::draft {

/// The symbols (code points) of valid UTF-8.
[[nodiscard]] std::vector<std::string_view> symbols_of(std::string_view text);

/// Whole text in pieces, each with its end mark, closing quotes and the white space that follows:
/// put together they are the text. Ends: 。！？；!?; and line breaks.
[[nodiscard]] std::vector<std::string_view> sentences_of(std::string_view text);

/// A sentence's parts between commas and pauses, without these.
[[nodiscard]] std::vector<std::string_view> clauses_of(std::string_view sentence);

}  // namespace huiying::draft
