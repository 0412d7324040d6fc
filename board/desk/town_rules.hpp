// The town's own routing rules as administrators keep them: checked before they are saved, tried on
// the last month's messages, every list a version that can be restored. Used by web. Thread rule:
// safe from any thread; blocking, a dry run takes a second or two.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/errc.hpp"
#include "board/model/instant.hpp"
#include "board/model/routing_rule.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace huiying::desk {

using model::RoutingRulesVersion;

/// What rules would have made of the messages of the last month.
struct RulesTrial {
    std::vector<model::RuleFinding> findings;
    int days = 0;
    int messages = 0;

    /// Of those whose right unit is known: answered, or given there by a person.
    struct Score {
        int known = 0;
        int decided = 0;  ///< by routing, of the known
        int right = 0;    ///< of the decided
    };

    Score before;
    Score after;

    struct OfRule {
        int taken = 0;  ///< messages that this rule would have decided
        int known = 0;  ///< of these, whose right unit is known
        int right = 0;  ///< of these, to the right one
    };

    std::vector<OfRule> rules;  ///< one for each rule

    struct Changed {
        std::string number;
        std::string subject;
        std::string before;  ///< code; empty: a person dispatches
        std::string after;
        std::string unit;  ///< who has it
        bool known = false;
        std::string reason;
    };

    int changed = 0;
    std::vector<Changed> shown;  ///< the newest of them
};

/// A list that is not saved: another was saved meanwhile, or the first finding that forbids it.
struct RulesRefused {
    model::Errc errc = model::Errc::bad_request;
    std::optional<model::RuleFinding> finding;
};

class TownRules {
  public:
    TownRules(store::Database& database, Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    [[nodiscard]] RoutingRulesVersion newest() const;
    /// Newest first, without their rules.
    [[nodiscard]] std::vector<RoutingRulesVersion> versions() const;
    [[nodiscard]] std::optional<RoutingRulesVersion> find(std::int64_t version) const;

    [[nodiscard]] std::vector<model::RuleFinding> findings(
        const std::vector<model::RoutingRule>& rules
    ) const;

    /// The new version's number; in force in this process at once, in others within a second.
    /// `seen`: the version that was changed, 0 for none.
    [[nodiscard]] std::variant<std::int64_t, RulesRefused> save(
        std::vector<model::RoutingRule> rules,
        std::int64_t seen,
        const std::string& note,
        const std::string& by
    );

    /// Over the last 30 days, 5,000 messages at most; changes nothing.
    [[nodiscard]] RulesTrial trial(const std::vector<model::RoutingRule>& rules) const;

  private:
    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
};

/// Of a list that is to be kept or tried: texts without white space at their ends, no empty words.
[[nodiscard]] std::vector<model::RoutingRule> tidied(std::vector<model::RoutingRule> rules);

}  // namespace huiying::desk
