#include "bot/channel/open_channels.hpp"

#include <algorithm>
#include <utility>

namespace huiying::channel {
namespace {

std::string address_of(std::string_view platform, std::string_view name) {
    std::string address;
    address.reserve(platform.size() + name.size() + 1);
    address += platform;
    address += '/';
    return address += name;
}

}  // namespace

Opening OpenChannels::replace(
    const std::vector<model::ChannelAccount>& accounts, std::int64_t revision
) {
    auto fresh = std::make_shared<ByAddress>();
    Opening opening;
    const auto before = former_accounts();
    for (const auto& account : accounts) {
        if (!account.active)
            continue;
        auto made = open_channel(account);
        if (auto* problem = std::get_if<AccountProblem>(&made))
            opening.unusable.push_back({account.channel, account.name, std::move(*problem)});
        else
            fresh->emplace(
                address_of(account.channel, account.name),
                std::get<std::unique_ptr<Channel>>(std::move(made))
            );
        if (std::find(before.begin(), before.end(), account) == before.end())
            opening.changed.push_back(account);
    }
    const std::lock_guard lock(mutex_);
    by_address_ = std::move(fresh);
    accounts_ = accounts;
    revision_ = revision;
    return opening;
}

std::vector<model::ChannelAccount> OpenChannels::former_accounts() const {
    const std::lock_guard lock(mutex_);
    return accounts_;
}

std::shared_ptr<const Channel> OpenChannels::find(std::string_view platform, std::string_view name)
    const {
    const auto channels = current();
    const auto found = channels->find(address_of(platform, name));
    return found == channels->end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const Channel>> OpenChannels::all() const {
    // Held for the whole loop: a range that is a temporary's content would outlive it.
    const auto by_address = current();
    std::vector<std::shared_ptr<const Channel>> channels;
    for (const auto& [address, channel] : *by_address)
        channels.push_back(channel);
    return channels;
}

std::int64_t OpenChannels::revision() const {
    const std::lock_guard lock(mutex_);
    return revision_;
}

std::shared_ptr<const OpenChannels::ByAddress> OpenChannels::current() const {
    const std::lock_guard lock(mutex_);
    return by_address_;
}

}  // namespace huiying::channel
