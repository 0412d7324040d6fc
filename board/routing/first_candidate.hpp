// A unit in front of all candidates, whatever spoke for the others. Private to this room. Pure.
#pragma once

#include "board/model/routing_decision.hpp"

#include <string>

namespace huiying::routing {

inline constexpr std::size_t kMaxCandidates = 3;

/// With this reason before those that it had.
void put_first(
    const std::string& unit, const std::string& reason, model::RoutingDecision& decision
);

/// The same, and decided for.
void decide_for(
    const std::string& unit, const std::string& reason, model::RoutingDecision& decision
);

/// Without what was said for a decision; that it is an emergency stays.
void drop_reasons(model::RoutingDecision& decision);

}  // namespace huiying::routing
