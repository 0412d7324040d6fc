// Puts compared entries in order and says how probable it is that each is the right one. Private to
// this room. Pure, safe from any thread. A formula with few round numbers, chosen by hand and by
// measuring (docs/benchmarks.md says on what, and what lost): nothing here was fitted to texts.
#pragma once

#include "board/knowledge/features.hpp"

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
    std::size_t probable
);

}  // namespace huiying::knowledge
