// Group robots of units (企业微信、钉钉、飞书群机器人): their settings, and the messages on their
// way to them. No citizen's personal details go into a group: number, subject as masked, due date,
// link. Used by web and by bot/notify. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/errc.hpp"
#include "board/model/outbound.hpp"
#include "board/model/robot.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// What became of a message.
struct RobotNews {
    std::string state;  ///< waiting, sending, sent, failed
    std::string kind;   ///< window, urgent, test
    model::Instant at{};
    std::string detail;
};

struct RobotView {
    model::UnitRobot robot;
    std::optional<RobotNews> newest;
    int failed = 0;  ///< messages that were given up
};

/// Tries before a message is given up and the office is told.
inline constexpr int kRobotTries = 20;

class Robots {
  public:
    /// `desk_address`: where the desk's pages lie, for links; empty: unknown, no links.
    Robots(
        store::Database& database,
        const Town& town,
        const model::Clock& clock,
        std::string desk_address
    )
        : database_(database), town_(town), clock_(clock), desk_address_(std::move(desk_address)) {}

    /// Errors: not_found (no such unit, or one without a robot).
    [[nodiscard]] model::Result<RobotView> view(const std::string& unit) const;
    /// Adds or replaces. What the address must look like is bot/notify's to say, before this.
    /// Errors: not_found (unit).
    [[nodiscard]] model::Result<RobotView> put(
        const model::UnitRobot& robot, const std::string& by
    );
    /// Errors: not_found.
    [[nodiscard]] model::Result<void> remove(const std::string& unit, const std::string& by);
    /// A test message through the same door as all others. Errors: not_found.
    [[nodiscard]] model::Result<RobotView> test(const std::string& unit, const std::string& by);
    /// What was given up is tried anew. Errors: not_found.
    [[nodiscard]] model::Result<RobotView> send_again(
        const std::string& unit, const std::string& by
    );

    /// The next message that is due, claimed and committed before this returns.
    [[nodiscard]] std::optional<model::RobotMessage> claim(
        const std::string& owner, std::chrono::seconds claim_length
    );
    /// Writes down what came of a try: sent, tried again later, or given up and told to the
    /// dispatchers. The new state.
    std::string settle(
        const model::RobotMessage& message,
        const std::string& owner,
        const model::SendOutcome& outcome
    );
    /// Messages of senders that died wait again. How many.
    int recover_abandoned();

  private:
    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
    const std::string desk_address_;
};

}  // namespace huiying::desk
