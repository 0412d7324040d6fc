// What a sentence states that must not change on the way: numbers with their units, dates, money,
// telephone and document numbers, titles, quotes, names of offices and places, words of promise.
// Private to this room. Pure, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace huiying::draft {

/// As they stand in the text, in any order, without repetition. REQUIRES: text::normalise().
[[nodiscard]] std::vector<std::string> facts_of(std::string_view normalised);

/// Whether the text states the fact: found whole, and no number inside a longer number.
[[nodiscard]] bool states(std::string_view normalised, std::string_view fact);

}  // namespace huiying::draft
