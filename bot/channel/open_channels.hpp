// The accounts of the town as channels that are ready to receive and send; replaced as a whole when
// the accounts change. Owned by app; used by intake and delivery. Thread-safe: readers keep what
// they got.
#pragma once

#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

/// An account that cannot be used, and why.
struct UnusableAccount {
    std::string channel;
    std::string name;
    AccountProblem problem;
};

/// What came of opening accounts.
struct Opening {
    std::vector<UnusableAccount> unusable;
    /// Opened, and not open like that before: what waits for them may be tried at once.
    std::vector<model::ChannelAccount> changed;
};

class OpenChannels {
  public:
    /// Opens the active accounts in place of the former ones. `revision` says which state of the
    /// town they are of.
    Opening replace(const std::vector<model::ChannelAccount>& accounts, std::int64_t revision);

    /// nullptr when there is no such active, usable account.
    std::shared_ptr<const Channel> find(std::string_view platform, std::string_view name) const;

    /// All that are open.
    std::vector<std::shared_ptr<const Channel>> all() const;

    std::int64_t revision() const;

  private:
    using ByAddress = std::map<std::string, std::shared_ptr<const Channel>, std::less<>>;

    std::shared_ptr<const ByAddress> current() const;
    std::vector<model::ChannelAccount> former_accounts() const;

    mutable std::mutex mutex_;  // guards the members below
    std::shared_ptr<const ByAddress> by_address_ = std::make_shared<const ByAddress>();
    std::vector<model::ChannelAccount> accounts_;
    std::int64_t revision_ = -1;
};

}  // namespace huiying::channel
