// The sender role: takes approved replies from the outbox and sends them, each claimed and
// committed before it goes out. Owned by app: one object, `threads` threads of its own.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/outbound.hpp"
#include "bot/delivery/send_rates.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace huiying::channel {
class Channel;
class Mailbox;
class OpenChannels;
class TokenCache;
class Transport;
}  // namespace huiying::channel

namespace huiying::desk {
class Delivery;
class SendQuotas;
}  // namespace huiying::desk

namespace huiying::telemetry {
class Metrics;
}

namespace huiying::delivery {

struct SenderUses {
    desk::Delivery& delivery;
    desk::SendQuotas& quotas;
    const channel::OpenChannels& channels;
    channel::Transport& transport;
    channel::TokenCache& tokens;
    telemetry::Metrics& metrics;
    const model::Clock& clock;
    channel::Mailbox* mailbox = nullptr;  ///< of channels without a platform
};

struct SenderSettings {
    std::string owner;  ///< names this process; unique a start
    int threads = 2;
    std::chrono::seconds claim_length{30};  ///< must be longer than a try may take
    std::chrono::milliseconds idle_wait{250};
};

class Sender {
  public:
    /// Starts the threads.
    Sender(SenderUses uses, SenderSettings settings);
    /// Lets running tries end, then stops.
    ~Sender();
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

    /// A reply was approved: look now, not after the idle wait. Any thread.
    void wake();

  private:
    void run(const std::stop_token& stop, int index);
    void send(
        const model::OutboundMessage& message, const std::string& owner, const std::stop_token& stop
    );
    /// What the platform said is not lost because the record is away: told again until it is
    /// written down or the claim has run out. Throws what the last try threw.
    model::OutboundState settle(
        const model::OutboundMessage& message,
        const std::string& owner,
        const model::SendOutcome& outcome,
        const std::stop_token& stop
    );
    /// Whether it may not go yet; it waits in the record then.
    bool is_put_off(const model::OutboundMessage& message, const std::string& owner);
    /// Whether the account's quota is used up; the message is a person's task then. Else it has
    /// been counted.
    bool is_over_quota(const channel::Channel& channel, const model::OutboundMessage& message);
    [[nodiscard]] model::SendOutcome try_send(
        const channel::Channel* channel, const model::OutboundMessage& message
    );
    void count(const model::OutboundMessage& message, const model::SendOutcome& outcome);
    void recover();
    void rest(const std::stop_token& stop);

    const SenderUses uses_;
    const SenderSettings settings_;
    SendRates rates_;
    std::mutex mutex_;  // guards wakes_
    std::condition_variable_any woken_;
    std::uint64_t wakes_ = 0;
    std::vector<std::jthread> threads_;
};

}  // namespace huiying::delivery
