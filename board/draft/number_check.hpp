// Dates, times, amounts and telephone numbers that a reply gives otherwise than the entry it rests
// on. Private to this room. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace huiying::draft {

/// One difference: what the source says, and what the reply says instead.
struct NumberDifference {
    std::string source;  ///< its sentence
    std::string number;  ///< the reply's, which stands neither there nor in what was asked
};

/// Of each sentence of a source with numbers, that sentence of the reply is looked at which says
/// most of it; one that says less than half of it says something else.
[[nodiscard]] std::vector<NumberDifference> differing_numbers(
    std::string_view reply, const std::vector<std::string>& sources, std::string_view message
);

}  // namespace huiying::draft
