// Units' group robots, and messages on their way to them: durable, claimed before they are sent,
// sent at least once. Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/robot.hpp"
#include "board/model/ticket_number.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// waiting: nobody has it; sending: claimed and maybe on the wire; failed: tried often enough, or
/// refused for good.
struct RobotRow {
    std::int64_t id = 0;
    std::string unit;
    std::string batch;  ///< "window|...", "urgent|...", "test|..."
    std::string state;
    model::Instant created_at{};
    model::Instant changed_at{};
    int attempt = 0;
    std::string detail;  ///< of the last try, no secrets
};

/// What one rung puts into a unit's message.
struct RobotLine {
    std::string unit;
    std::string key;  ///< the fired rung's: told to a unit's group once
    model::TicketId ticket;
    std::string rung;
};

class RobotRepository {
  public:
    explicit RobotRepository(Connection& connection) : connection_(connection) {}

    /// Throws StoreUnavailable when what is sealed does not open.
    std::optional<model::UnitRobot> find(
        const std::string& unit, const model::TownSecret& town_secret
    );
    bool has_active(const std::string& unit);
    void put(
        const model::UnitRobot& robot, const model::TownSecret& town_secret, model::Instant now
    );
    /// With what still waits for it. False when there was none.
    bool remove(const std::string& unit);

    /// Into the message of the window `window`, or of the first later one that is not on its way
    /// yet; a new message is sent at `send_at`. Nothing happens when the group has the rung
    /// already.
    void add(
        const RobotLine& line,
        model::Instant window,
        std::chrono::milliseconds window_length,
        model::Instant send_at
    );
    /// A message of its own, sent now.
    void add_urgent(const RobotLine& line, model::Instant now);
    void add_test(const std::string& unit, model::Instant now);

    /// Takes the first waiting message whose time has come: state sending, attempt + 1.
    std::optional<RobotRow> claim(
        const std::string& owner, model::Instant now, model::Instant claimed_until
    );
    bool has_due(model::Instant now);
    /// Messages whose sender let its claim run out wait again.
    int release_abandoned(model::Instant now);
    /// Ends a claim of `owner`; false when it is not claimed like that any more.
    bool settle(
        const RobotRow& row,
        const std::string& owner,
        const std::string& state,
        model::Instant next_at,
        const std::string& detail
    );
    std::vector<RobotLine> lines(std::int64_t message);

    /// The unit's newest message that was tried, or waits.
    std::optional<RobotRow> newest(const std::string& unit);
    int failed(const std::string& unit);
    /// Those that failed wait again, their tries begin anew. How many.
    int send_again(const std::string& unit, model::Instant now);

  private:
    std::int64_t message_of_batch(
        const std::string& unit,
        const std::string& batch,
        model::Instant now,
        model::Instant send_at
    );

    Connection& connection_;
};

}  // namespace huiying::store
