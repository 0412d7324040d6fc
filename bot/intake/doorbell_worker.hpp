// Pulls the messages of platforms whose callback is only a bell (WeCom's customer service), on a
// thread of its own: the callback is answered at once. Every message is in the stream before the
// cursor moves; what is pulled twice is one message by its delivery key. Owned by app; ring() from
// any thread.
#pragma once

#include "board/model/instant.hpp"
#include "bot/channel/puller.hpp"
#include "bot/intake/turn_taking.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

namespace huiying::channel {
class OpenChannels;
class TokenCache;
class Transport;
}  // namespace huiying::channel

namespace huiying::intake {

struct DoorbellUses {
    const channel::OpenChannels& channels;
    channel::Transport& transport;
    channel::TokenCache& tokens;
    const TurnUses& turns;
};

class DoorbellWorker {
  public:
    /// Starts the thread. Every account that pulls is pulled once at the start, and when it is new:
    /// a bell may have rung while nobody was here.
    explicit DoorbellWorker(const DoorbellUses& uses);
    /// Lets a running pull end at its next message.
    ~DoorbellWorker();
    DoorbellWorker(const DoorbellWorker&) = delete;
    DoorbellWorker& operator=(const DoorbellWorker&) = delete;

    /// The platform has messages for that account.
    void ring(const model::ChannelAccount& account, const std::string& token);

  private:
    using Address = std::pair<std::string, std::string>;

    /// A bell that has rung and was not answered yet.
    struct Bell {
        std::string token;
        std::chrono::steady_clock::time_point due;
        int tries = 0;
    };

    void run(const std::stop_token& stop);
    /// Rings for accounts that were never pulled.
    void ring_new_accounts();
    /// The next bell that is due, taken off; nullopt when there is none yet.
    std::optional<std::pair<Address, Bell>> next();
    void answer(const Address& address, Bell bell, const std::stop_token& stop);
    void put_off(const Address& address, Bell bell, std::chrono::seconds delay);

    const DoorbellUses uses_;
    std::mutex mutex_;  // guards bells_
    std::condition_variable_any rung_;
    std::map<Address, Bell> bells_;
    std::set<Address> known_;  // of the thread alone: accounts that were rung for at a start
    std::int64_t revision_ = -1;
    std::jthread thread_;
};

}  // namespace huiying::intake
