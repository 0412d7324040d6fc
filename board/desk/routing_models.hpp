// Routing learns from the town's own tickets: training on the record, the models that were made,
// and which of them is in use. For administrators and `huiying routing`. Thread rule: safe from any
// thread; blocking, training takes seconds. Source: 信访工作条例 article 30 (what accuses is no
// example).
#pragma once

#include "board/desk/town.hpp"
#include "board/model/errc.hpp"
#include "board/model/instant.hpp"
#include "board/model/routing_model.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// Fewer closed tickets teach nothing that the units' duties do not say better.
inline constexpr int kLeastExamples = 150;

/// How many of a hundred decisions must be right; the bound of each model is chosen for it.
inline constexpr int kUsualPrecision = 95;
inline constexpr int kLowestPrecision = 80;
inline constexpr int kHighestPrecision = 99;

enum class SwitchBy { person, rule };

class RoutingModels {
  public:
    RoutingModels(store::Database& database, Town& town, const model::Clock& clock);

    /// Learns from all examples but the newest fifth, is measured on those (beside the model in
    /// use), then learns from all, and is kept. Not in use by that. nullopt: fewer than
    /// kLeastExamples, or all of one unit.
    std::optional<model::RoutingModel> train(const std::string& by);

    /// Newest first.
    [[nodiscard]] std::vector<model::RoutingModel> models() const;
    /// nullopt: only the rules and the cold start.
    [[nodiscard]] std::optional<std::int64_t> in_use() const;

    /// From now on, in every process; nullopt goes back to rules and cold start. Errc::not_found.
    model::Result<void> use(std::optional<std::int64_t> id, const std::string& by);

    /// What models made from now on are held to.
    [[nodiscard]] int precision() const;
    /// Errors: bad_request with the field `precision`.
    model::Result<void> hold_to(int precision, const std::string& by);

    /// The background job trains soon, for `by`. Wishes that wait are one.
    void wish(const std::string& by);
    [[nodiscard]] bool is_wished() const;

    /// By a rule: the background job switches to what it made when that is better by a point or
    /// more on 100 tickets that neither model had seen, or when none is in use and it is right in
    /// as many decisions as precision() says.
    [[nodiscard]] SwitchBy switch_by() const;
    void switch_by(SwitchBy who, const std::string& by);

    /// One look of the background job: trains when somebody wished it, and between three and five
    /// in the morning when 50 new examples came since the newest model. What was made, if anything.
    std::optional<model::RoutingModel> step();

  private:
    [[nodiscard]] std::string setting(std::string_view key) const;
    std::string claimed_wish();
    [[nodiscard]] bool is_worth_a_night() const;

    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
