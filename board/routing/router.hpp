// Decides which unit a message goes to, in words that a dispatcher can check. Used by desk. Built
// once from the town's units; immutable, safe from any thread; no I/O. Sources: 信访工作条例
// article 30 (never to the accused), law.md's state names via board/model.
#pragma once

#include "board/model/inbound_message.hpp"
#include "board/model/routing_decision.hpp"
#include "board/model/unit.hpp"

#include <memory>
#include <string>
#include <vector>

namespace huiying::routing {

class CorrectedRoutes;
class HandRules;
struct LearnedRouting;

/// Bounds of the rules. Scores are 0..1 within one decision.
struct RoutingRules {
    std::string version = "rules-1";
    double min_score = 0.35;   ///< below: the dispatcher decides
    double min_margin = 0.20;  ///< lead over the second best, as a share of the best; below: the
                               ///< dispatcher decides
};

/// What the town itself adds to the units; nullptr: nothing.
struct TownRouting {
    std::shared_ptr<const LearnedRouting> learned;
    std::shared_ptr<const HandRules> by_hand;
    std::shared_ptr<const CorrectedRoutes> corrected;
};

class Router {
  public:
    /// Inactive units are never candidates, but are recognised when accused. The lead office is
    /// the first active unit with `lead`.
    explicit Router(std::vector<model::Unit> units, RoutingRules rules = {}, TownRouting town = {});
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    /// First of all: an accusation of a unit, an official or staff restricts the message to the
    /// lead office (`restricted`, `accused_units`; empty when nobody is named). Then the town's own
    /// rules, the first that holds; then what a person corrected in a message nearly the same. Then
    /// by unit named, place, duty words; then by what was learnt, which decides where these are
    /// unsure or have only duty words to go by, and proposes else; `unit` empty when unsure. A
    /// petition goes to a person whatever holds. An emergency or petition is the first reason.
    /// O(text), no throw but bad_alloc.
    [[nodiscard]] model::RoutingDecision route(const model::InboundMessage& message) const;

    /// Code of the lead office, empty when the town has none.
    [[nodiscard]] const std::string& lead_unit() const;

  private:
    struct Tables;
    std::unique_ptr<const Tables> tables_;
};

/// Whether a decision's reasons say that the message is an emergency (shown first in the
/// dispatcher's queue).
[[nodiscard]] bool is_emergency(const model::RoutingDecision& decision);

}  // namespace huiying::routing
