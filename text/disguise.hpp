// Layer one of recognising words: what stands between the characters of a word is taken away, so
// that "城 管", "不.作.为", "贪🐶污" and "態度惡劣" are found by the same lists as plain writing.
// Used by routing, warning_signs and knowledge. Pure, safe from any thread. Throws as `simplified`
// does.
#pragma once

#include <string>
#include <string_view>

namespace huiying::text {

/// Spaces next to Han characters, emoji, dots, quotes and other symbols go; commas, full stops and
/// line ends stay, unless they cut single characters out of a word ("不,作,为"); traditional
/// characters become simplified. REQUIRES: normalised text. O(bytes).
[[nodiscard]] std::string without_disguise(std::string_view normalised);

/// `normalise`, then `without_disguise`: the form that lists of words are kept in.
[[nodiscard]] std::string plain_form(std::string_view text);

}  // namespace huiying::text
