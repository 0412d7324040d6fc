// Weights learnt from questions whose right entry is known: the town's own, by what people sent and
// by what askers said had solved it. The usual weights are where learning begins; a few questions
// move them little. Used by app (eval retrieval) and desk. Pure; safe from any thread.
#pragma once

#include "board/knowledge/retrieval_figures.hpp"
#include "board/knowledge/weights.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace huiying::knowledge {

class FaqIndex;
struct Lesson;

class Lessons {
  public:
    /// Asks the index each question, a millisecond or so each.
    Lessons(const FaqIndex& index, const std::vector<KnownQuestion>& questions);

    /// From all of them but every `parts`th beginning with the one at `left_out`; 0 parts: from
    /// all. A second for two thousand.
    [[nodiscard]] Weights learn(std::size_t parts = 0, std::size_t left_out = 0) const;

  private:
    std::vector<std::shared_ptr<const Lesson>> lessons_;
};

/// What weights learnt from four fifths are worth on the last one, each fifth in turn.
[[nodiscard]] RetrievalFigures measure_learnt(
    const FaqIndex& index, const std::vector<KnownQuestion>& questions
);

}  // namespace huiying::knowledge
