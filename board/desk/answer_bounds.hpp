// How sure the knowledge base must be to answer by itself: chosen by the town, from its own past
// questions. What was right is told by the replies that people sent. Used by web. Thread rule: safe
// from any thread; blocking, a view takes a second or two.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/errc.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// Fewer known questions say nothing.
inline constexpr int kLeastKnown = 100;

/// Shares, 0 to 1.
struct BoundShown {
    double bound = 0;
    double precision = 0;      ///< of the answers, the right ones
    double answered = 0;       ///< of the answerable questions, those that get one
    double false_answers = 0;  ///< of the others, those that get one
};

struct AnswerBoundsView {
    AnswerBounds present;
    AnswerBounds usual;  ///< where the town has chosen none
    int known = 0;       ///< questions of the last year whose right entry is known, or that none is
    int answerable = 0;
    BoundShown now;                  ///< at the present bound
    double offered_right = 0;        ///< of the answerable without a sure answer, among the offered
    double offered_for_nothing = 0;  ///< of the others, those that are offered something
    std::vector<BoundShown> curve;   ///< rising bounds
    /// The lowest bound at which 95 of 100 answers were right; nullopt: too few known questions, or
    /// none.
    std::optional<double> proposed;
};

class AnswerBoundsChoice {
  public:
    AnswerBoundsChoice(store::Database& database, Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    [[nodiscard]] AnswerBoundsView view() const;

    /// In hundredths, 50 to 100 (100: nothing is answered by itself), 1 to 100. Errors: bad_request
    /// with the field `sure` or `offer`. In force at once here, in other processes within a second.
    model::Result<void> choose(int sure, int offer, const std::string& by);

  private:
    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
