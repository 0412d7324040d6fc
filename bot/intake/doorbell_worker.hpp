// Pulls the messages of platforms whose callback is only a bell (WeCom's customer service), on a
// thread of its own: the callback is answered at once. Every message is in the stream before the
// cursor moves; what is pulled twice is one message by its delivery key. Owned by app; ring() from
// any thread.
#pragma once

#include "bot/channel/puller.hpp"
#include "bot/intake/bells.hpp"
#include "bot/intake/turn_taking.hpp"

#include <cstdint>
#include <stop_token>
#include <string_view>
#include <thread>

namespace huiying::channel {
class OpenChannels;
class TokenCache;
class Transport;
}  // namespace huiying::channel

namespace huiying::intake {

class ReportKeeper;

struct DoorbellUses {
    const channel::OpenChannels& channels;
    channel::Transport& transport;
    channel::TokenCache& tokens;
    const TurnUses& turns;
    ReportKeeper& reports;
};

class DoorbellWorker {
  public:
    /// Starts the thread. Every account that pulls is pulled once at the start, when it is new or
    /// has changed, and every five minutes: a bell may have rung while nobody was here.
    explicit DoorbellWorker(const DoorbellUses& uses);
    /// Lets a running pull end at its next message.
    ~DoorbellWorker();
    DoorbellWorker(const DoorbellWorker&) = delete;
    DoorbellWorker& operator=(const DoorbellWorker&) = delete;

    /// The platform has messages for the accounts of that inbox.
    void ring(std::string_view platform, const channel::Doorbell& bell);

  private:
    void run(const std::stop_token& stop);
    /// Rings where a bell may have been missed.
    void attend();
    channel::PullEnd answer(
        const AccountAddress& address, const Bells::Bell& bell, const std::stop_token& stop
    );

    const DoorbellUses uses_;
    Bells bells_;
    std::int64_t revision_ = -1;  // of the thread alone
    std::jthread thread_;
};

}  // namespace huiying::intake
