// Layer two of routing: a model learnt from the town's own tickets, or, in a new town, from what
// its units say of themselves. Used by desk (makes it) and router (asks it). Immutable, safe from
// any thread.
#pragma once

#include "board/model/routing_decision.hpp"
#include "board/model/unit.hpp"
#include "board/routing/learning.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::routing {

/// What only proposes never decides, however sure it is.
inline constexpr double kOnlyProposes = 2.0;

struct LearnedRouting {
    TextModel model;
    std::string version;           ///< "model-3", "cold"
    double bound = kOnlyProposes;  ///< from this probability on the model decides
};

/// From duties, keywords and question-and-answer texts: `lessons` are labelled with unit codes. It
/// only proposes: nothing of it was ever held against a real ticket.
[[nodiscard]] std::shared_ptr<const LearnedRouting> cold_start(
    const std::vector<LabelledText>& lessons
);

/// The most probable active units, at most three, with the words that speak for each.
[[nodiscard]] std::vector<model::RoutingCandidate> proposals(
    const LearnedRouting& learned, const std::vector<model::Unit>& units, std::string_view message
);

/// The best proposal decides from `bound` on, unless the decision says the same; where nobody
/// decides, proposals stand among the candidates, at most three. The rules' candidates keep their
/// places behind the unit that was decided for.
void heed(
    std::vector<model::RoutingCandidate> proposed, double bound, model::RoutingDecision& decision
);

/// The lowest probability from which on decisions were right with `precision` on tickets that were
/// held back, at least 0.5 (at most `precision` where all of them may be decided); kOnlyProposes
/// when there is none, or fewer than `least` would be decided.
[[nodiscard]] double chosen_bound(
    const TextModel& model,
    const std::vector<LabelledText>& held,
    double precision,
    std::size_t least
);

}  // namespace huiying::routing
