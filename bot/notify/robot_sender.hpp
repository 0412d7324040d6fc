// Part of the sender role: posts units' reminders to their group robots, each message claimed and
// committed before it goes out, at least once. One thread of its own; owned by app.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/outbound.hpp"
#include "board/model/robot.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace huiying::channel {
class Transport;
}

namespace huiying::desk {
class Robots;
}

namespace huiying::telemetry {
class Metrics;
}

namespace huiying::notify {

struct RobotSenderUses {
    desk::Robots& robots;
    channel::Transport& transport;
    telemetry::Metrics& metrics;
    const model::Clock& clock;
};

struct RobotSenderSettings {
    std::string owner;                      ///< names this process; unique a start
    std::chrono::seconds claim_length{60};  ///< must be longer than a try may take
    std::chrono::milliseconds idle_wait{1000};
    /// For tests: "http://127.0.0.1:8443" stands for the platforms' own addresses; loopback only.
    std::string test_address;
};

class RobotSender {
  public:
    /// Starts the thread. Throws std::invalid_argument for a test address that is not on loopback.
    RobotSender(RobotSenderUses uses, RobotSenderSettings settings);
    /// Lets a running try end, then stops.
    ~RobotSender();
    RobotSender(const RobotSender&) = delete;
    RobotSender& operator=(const RobotSender&) = delete;

  private:
    void run(const std::stop_token& stop);
    void send(const model::RobotMessage& message);
    [[nodiscard]] model::SendOutcome try_send(const model::RobotMessage& message) const;
    void rest(const std::stop_token& stop);

    const RobotSenderUses uses_;
    const RobotSenderSettings settings_;
    std::mutex mutex_;  // for the wait alone
    std::condition_variable_any stopped_;
    std::jthread thread_;
};

}  // namespace huiying::notify
