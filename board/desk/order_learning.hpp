// The knowledge base learns from the town's own questions which entry comes first and how sure that
// is: from what people sent as the answer, what askers chose and what they said had solved it. What
// is learnt is measured on questions that it was not learnt from, kept, and used where it is
// better. Used by web, and by app's background job. Thread rule: safe from any thread; blocking,
// learning takes some ten seconds for two thousand questions.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/errc.hpp"
#include "board/model/instant.hpp"
#include "board/model/learnt_order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// Fewer questions that an entry answers teach nothing.
inline constexpr int kLeastLearntFrom = 60;

/// better: what the background job makes is used when it is better; chosen: a person chooses.
enum class OrderSwitch { better, chosen };

struct OrderLearningView {
    int answerable = 0;  ///< questions of the last year that an entry answers
    bool is_waiting = false;
    OrderSwitch switched = OrderSwitch::better;
    std::optional<std::int64_t> in_use;     ///< none: the usual order
    std::vector<model::LearntOrder> items;  ///< newest first
};

class OrderLearning {
  public:
    OrderLearning(store::Database& database, Town& town, const model::Clock& clock)
        : database_(database), town_(town), clock_(clock) {}

    [[nodiscard]] OrderLearningView view() const;

    /// Kept, not in use by that. nullopt: fewer than kLeastLearntFrom.
    std::optional<model::LearntOrder> learn(const std::string& by);

    /// From now on, in every process; nullopt goes back to the usual one. Who chooses keeps
    /// choosing: OrderSwitch::chosen from then on. Errc::not_found.
    model::Result<void> use(std::optional<std::int64_t> id, const std::string& by);
    void switch_by(OrderSwitch who, const std::string& by);

    /// The background job learns soon, for `by`. Wishes that wait are one.
    void wish(const std::string& by);

    /// One look of the background job: learns when somebody wished it, and once a night, between
    /// three and five, in one process, where the newest is a week old or a tenth more questions are
    /// known than it was learnt from. What was made, if anything.
    std::optional<model::LearntOrder> step();

  private:
    [[nodiscard]] OrderSwitch switched() const;
    bool has_claimed_night();
    [[nodiscard]] bool is_worth_a_night() const;
    bool put_in_use(std::optional<std::int64_t> id, const std::string& by, OrderSwitch who);

    store::Database& database_;
    Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
