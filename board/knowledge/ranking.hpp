// Puts compared entries in order and says how probable it is that each is the right one. Private to
// this room. Pure, safe from any thread.
#pragma once

#include "board/knowledge/features.hpp"
#include "board/knowledge/weights.hpp"

#include <cstddef>
#include <vector>

namespace huiying::knowledge {

struct Ranked {
    std::size_t candidate = 0;  ///< place in what was compared
    double score = 0;           ///< comparable within one question only
    double probability = 0;     ///< that this entry answers the question, 0..1
};

/// Best first; of equals the earlier. Probabilities of the first `probable` only, 0 for the rest.
/// `entries`: how many the index has, since a lead among few tells less.
[[nodiscard]] std::vector<Ranked> rank(
    const Asked& asked,
    const std::vector<Compared>& compared,
    std::size_t entries,
    std::size_t probable,
    const Weights& weights
);

[[nodiscard]] Pairing pairing_of(const Asked& asked, const Compared& compared);
[[nodiscard]] Numbers<Sign> signs_of(const Compared& compared);

/// The same order, without probabilities.
[[nodiscard]] std::vector<Ranked> ordered(
    const Asked& asked, const std::vector<Compared>& compared, const Weights& weights
);

/// What speaks for the entry at that place of `ranked`.
[[nodiscard]] Numbers<Evidence> evidence_at(
    const std::vector<Compared>& compared, const std::vector<Ranked>& ranked, std::size_t at
);

/// Sum of the products.
template <std::size_t size>
[[nodiscard]] double weighed(
    const std::array<double, size>& numbers, const std::array<double, size>& weights
) {
    double sum = 0;
    for (std::size_t at = 0; at < size; ++at)
        sum += numbers[at] * weights[at];
    return sum;
}

}  // namespace huiying::knowledge
