#include "board/routing/first_candidate.hpp"

#include "board/routing/router.hpp"

#include <algorithm>

namespace huiying::routing {

void put_first(
    const std::string& unit, const std::string& reason, model::RoutingDecision& decision
) {
    auto& known = decision.candidates;
    model::RoutingCandidate candidate{unit, 1.0, {reason}};
    const auto same = std::find_if(known.begin(), known.end(), [&](const auto& other) {
        return other.unit == unit;
    });
    if (same != known.end()) {
        candidate.reasons.insert(
            candidate.reasons.end(), same->reasons.begin(), same->reasons.end()
        );
        known.erase(same);
    }
    known.insert(known.begin(), std::move(candidate));
    if (known.size() > kMaxCandidates)
        known.pop_back();
}

void decide_for(
    const std::string& unit, const std::string& reason, model::RoutingDecision& decision
) {
    put_first(unit, reason, decision);
    decision.unit = unit;
    decision.reasons.push_back(reason);
}

void drop_reasons(model::RoutingDecision& decision) {
    const bool emergency = is_emergency(decision);
    decision.reasons.erase(decision.reasons.begin() + (emergency ? 1 : 0), decision.reasons.end());
}

}  // namespace huiying::routing
