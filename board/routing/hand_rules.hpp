// Layer one of routing: rules that the town wrote itself, as data, tried in order; and what is
// wrong with them before they are saved. Used by router, and by desk (saving, dry run). Immutable,
// safe from any thread, no I/O.
#pragma once

#include "board/model/routing_rule.hpp"
#include "board/model/unit.hpp"
#include "text/phrase_set.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::routing {

/// A message as rules read it. Texts are plain forms (text/disguise).
struct Written {
    std::string_view text;  ///< subject and text
    std::string_view place;
    std::string_view channel;
    model::Kind kind = model::Kind::question;
};

class HandRules {
  public:
    /// `version`: of the saved list, stands in each decision.
    HandRules(std::vector<model::RoutingRule> rules, std::int64_t version);

    struct Match {
        std::size_t rule = 0;  ///< index in the list
        std::string unit;      ///< code; empty: a person dispatches
        std::string reason;    ///< Chinese
    };

    /// The first active rule that holds and whose unit, if it names one, is active.
    [[nodiscard]] std::optional<Match> first(
        const Written& message, const std::vector<model::Unit>& units
    ) const;

    [[nodiscard]] std::int64_t version() const { return version_; }

  private:
    enum class Condition { words, without, places };

    struct Owner {
        std::size_t rule = 0;
        Condition condition = Condition::words;
    };

    struct Seen;

    [[nodiscard]] Seen seen_in(std::string_view text) const;
    void add_words(std::size_t rule, Condition condition, const std::vector<std::string>& words);
    [[nodiscard]] bool holds(
        std::size_t index, const Seen& text, const Seen& place, const Written& message
    ) const;

    std::vector<model::RoutingRule> rules_;
    const std::int64_t version_;
    std::vector<std::string> words_;
    std::vector<Owner> owners_;
    std::optional<text::PhraseSet> phrases_;
};

/// In the order of the rules. `channels`: those that exist.
[[nodiscard]] std::vector<model::RuleFinding> findings(
    const std::vector<model::RoutingRule>& rules,
    const std::vector<model::Unit>& units,
    const std::vector<std::string>& channels
);

}  // namespace huiying::routing
