// Where a message goes and why: the outcome of board/routing, stored with the ticket.
#pragma once

#include <string>
#include <vector>

namespace huiying::model {

struct RoutingCandidate {
    std::string unit;                  ///< unit code
    double score = 0;                  ///< 0..1, comparable within one decision
    std::vector<std::string> reasons;  ///< in Chinese, for the dispatcher

    friend bool operator==(const RoutingCandidate&, const RoutingCandidate&) = default;
};

struct RoutingDecision {
    std::string unit;                  ///< the responsible unit, or empty: the dispatcher decides
    std::vector<std::string> reasons;  ///< why, in Chinese
    std::vector<RoutingCandidate> candidates;  ///< best first, at most 3
    /// Codes of units that the message accuses. Not empty: the ticket is restricted to the office;
    /// these never see it.
    std::vector<std::string> accused_units;
    bool restricted =
        false;  ///< the message accuses a unit, an official or staff (信访工作条例 article 30)
    std::string rule_version;

    friend bool operator==(const RoutingDecision&, const RoutingDecision&) = default;
};

}  // namespace huiying::model
