// Which accounts' messages wait to be pulled, and when to try: rung by a platform, put back after a
// try that failed, and rung by ourselves where a bell may have been missed. Owned by
// doorbell_worker. Thread-safe.
#pragma once

#include "board/model/channel_account.hpp"
#include "bot/channel/puller.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::channel {
class OpenChannels;
}

namespace huiying::intake {

/// Platform and name of an account.
using AccountAddress = std::pair<std::string, std::string>;

/// The open accounts that pull.
std::vector<model::ChannelAccount> pulling_accounts(const channel::OpenChannels& channels);

/// The open accounts of a platform that pull from `inbox` (channel::Puller).
std::vector<AccountAddress> accounts_of_inbox(
    const channel::OpenChannels& channels, std::string_view platform, std::string_view inbox
);

class Bells {
  public:
    using Time = std::chrono::steady_clock::time_point;

    /// A bell that has rung and was not answered yet.
    struct Bell {
        std::string token;
        Time due;
        int tries = 0;
    };

    /// Goes to where messages wait; how that ended decides whether the bell is tried again.
    using Answer = std::function<channel::PullEnd(const AccountAddress& address, const Bell& bell)>;

    explicit Bells(std::function<Time()> clock = &std::chrono::steady_clock::now);

    void ring(const AccountAddress& address, const std::string& token);

    /// Whether attend() has something to do although no account has changed: a bell can be lost.
    bool is_round_due() const;
    /// Rings for accounts that are new, are back or have changed, and every five minutes for all.
    void attend(const std::vector<model::ChannelAccount>& accounts);

    /// Answers one bell that is due; false when none is. A bell whose answer failed or threw is put
    /// back, unless it has rung again meanwhile.
    bool answer_one(const Answer& answer);

    /// Until a bell is due, `longest` is over or a stop is requested.
    void wait(const std::stop_token& stop, std::chrono::milliseconds longest);

  private:
    std::optional<std::pair<AccountAddress, Bell>> next();
    void put_back(const AccountAddress& address, Bell bell, channel::PullEnd end);
    bool is_any_due() const;

    const std::function<Time()> clock_;
    mutable std::mutex mutex_;  // guards the members below
    std::condition_variable_any rung_;
    std::map<AccountAddress, Bell> bells_;
    std::map<AccountAddress, model::ChannelAccount> known_;
    std::optional<Time> last_round_;
};

}  // namespace huiying::intake
