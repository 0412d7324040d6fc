// Figures of retrieval and of knowing when to answer, over questions with known answers. Used by
// app (eval retrieval) and desk (the town's own bounds). Pure but for the clock that it reads.
#pragma once

#include "board/knowledge/meanings.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace huiying::knowledge {

class FaqIndex;

struct KnownQuestion {
    std::string text;
    std::vector<std::string> answers;  ///< ids of entries; none: nothing answers it
};

/// What would be answered by itself with this bound.
struct BoundFigures {
    double bound = 0;
    double precision = 0;      ///< of the answers, the right ones; 1 where none is given
    double answered = 0;       ///< of the answerable questions, those that get an answer
    double false_answers = 0;  ///< of the unanswerable questions, those that get one
};

/// From which probability on entries are offered.
struct OfferBounds {
    double best = 0;    ///< the most probable one
    double beside = 0;  ///< those beside it
};

/// What the entries offered to choose from are worth, of the questions without a sure answer.
struct OfferFigures {
    double right = 0;        ///< of the answerable, those that find it among the offered
    double for_nothing = 0;  ///< of the unanswerable, those that are offered something
};

class RetrievalFigures {
  public:
    struct Outcome {
        std::size_t rank = 0;             ///< of the first right entry, from 1; 0: not in ten
        std::vector<double> confidences;  ///< of the first five
        bool is_answerable = false;
        double microseconds = 0;
    };

    explicit RetrievalFigures(std::vector<Outcome> outcomes);

    [[nodiscard]] double mrr_at_10() const;
    [[nodiscard]] double recall_at(std::size_t ranks) const;
    [[nodiscard]] BoundFigures at_bound(double bound) const;
    [[nodiscard]] OfferFigures offers(double sure_bound, const OfferBounds& bounds) const;
    /// Bounds 0, 0.05 ... 0.9, then every hundredth.
    [[nodiscard]] std::vector<BoundFigures> curve() const;
    /// Mean share of wrong answers over all coverages, the surest question first (area under the
    /// risk-coverage curve, El-Yaniv and Wiener 2010); an answer to an unanswerable one is wrong.
    [[nodiscard]] double aurc() const;
    [[nodiscard]] double queries_per_second() const;
    [[nodiscard]] double p99_us() const;

  private:
    std::vector<Outcome> outcomes_;  // surest first
    std::size_t answerable_ = 0;
};

/// Asks the index one question; `sense`: of the question, nullptr: by words alone.
[[nodiscard]] RetrievalFigures::Outcome outcome_of(
    const FaqIndex& index, const KnownQuestion& question, const Sense* sense = nullptr
);

/// Asks the index each question in turn, on this thread. `senses`: of each question, in order;
/// empty: by words alone. The time of making them is not in the figures.
[[nodiscard]] RetrievalFigures measure_retrieval(
    const FaqIndex& index,
    const std::vector<KnownQuestion>& questions,
    const std::vector<Sense>& senses = {}
);

}  // namespace huiying::knowledge
