#include "bot/intake/bells.hpp"

#include "bot/channel/open_channels.hpp"

#include <algorithm>

namespace huiying::intake {
namespace {

using channel::PullEnd;

constexpr std::chrono::seconds kFirstDelay{2};
constexpr std::chrono::seconds kLongestDelay{300};
/// After what only a person can put right.
constexpr std::chrono::seconds kWrongDelay{600};
constexpr std::chrono::minutes kRound{5};
constexpr int kLongestDoubling = 8;

std::chrono::seconds delay_after(int tries) {
    return std::min(kLongestDelay, kFirstDelay * (1 << std::clamp(tries - 1, 0, kLongestDoubling)));
}

AccountAddress address_of(const model::ChannelAccount& account) {
    return {account.channel, account.name};
}

}  // namespace

std::vector<model::ChannelAccount> pulling_accounts(const channel::OpenChannels& channels) {
    std::vector<model::ChannelAccount> accounts;
    for (const auto& open : channels.all()) {
        if (dynamic_cast<const channel::Puller*>(open.get()) != nullptr)
            accounts.push_back(open->account());
    }
    return accounts;
}

std::vector<AccountAddress> accounts_of_inbox(
    const channel::OpenChannels& channels, std::string_view platform, std::string_view inbox
) {
    std::vector<AccountAddress> addresses;
    for (const auto& open : channels.all()) {
        const auto* const puller = dynamic_cast<const channel::Puller*>(open.get());
        if (puller != nullptr && open->account().channel == platform && puller->inbox() == inbox)
            addresses.push_back(address_of(open->account()));
    }
    return addresses;
}

Bells::Bells(std::function<Time()> clock) : clock_(std::move(clock)) {}

void Bells::ring(const AccountAddress& address, const std::string& token) {
    {
        const std::lock_guard lock(mutex_);
        bells_[address] = {token, clock_()};
    }
    rung_.notify_all();
}

bool Bells::is_round_due() const {
    const std::lock_guard lock(mutex_);
    return !last_round_ || clock_() - *last_round_ >= kRound;
}

void Bells::attend(const std::vector<model::ChannelAccount>& accounts) {
    const std::lock_guard lock(mutex_);
    const auto now = clock_();
    const bool is_round = !last_round_ || now - *last_round_ >= kRound;
    if (is_round)
        last_round_ = now;
    std::map<AccountAddress, model::ChannelAccount> present;
    for (const auto& account : accounts) {
        const auto address = address_of(account);
        const auto known = known_.find(address);
        const bool is_as_before = known != known_.end() && known->second == account;
        if (!is_as_before || is_round) {
            // What has rung already has a token, which is better.
            auto& bell = bells_.try_emplace(address, Bell{{}, now}).first->second;
            if (!is_as_before)
                bell = {bell.token, now};
        }
        present.emplace(address, account);
    }
    known_ = std::move(present);
}

bool Bells::answer_one(const Answer& answer) {
    const auto bell = next();
    if (!bell)
        return false;
    try {
        put_back(bell->first, bell->second, answer(bell->first, bell->second));
    } catch (...) {
        put_back(bell->first, bell->second, PullEnd::later);
        throw;
    }
    return true;
}

std::optional<std::pair<AccountAddress, Bells::Bell>> Bells::next() {
    const std::lock_guard lock(mutex_);
    const auto now = clock_();
    const auto due = std::find_if(bells_.begin(), bells_.end(), [&](const auto& bell) {
        return bell.second.due <= now;
    });
    if (due == bells_.end())
        return std::nullopt;
    auto taken = std::pair(due->first, due->second);
    bells_.erase(due);
    return taken;
}

void Bells::put_back(const AccountAddress& address, Bell bell, PullEnd end) {
    if (end == PullEnd::all)
        return;
    const std::lock_guard lock(mutex_);
    ++bell.tries;
    bell.due = clock_() + (end == PullEnd::never ? kWrongDelay : delay_after(bell.tries));
    bells_.emplace(address, std::move(bell));
}

bool Bells::is_any_due() const {
    const auto now = clock_();
    return std::any_of(bells_.begin(), bells_.end(), [&](const auto& bell) {
        return bell.second.due <= now;
    });
}

void Bells::wait(const std::stop_token& stop, std::chrono::milliseconds longest) {
    std::unique_lock lock(mutex_);
    rung_.wait_for(lock, stop, longest, [&] { return is_any_due(); });
}

}  // namespace huiying::intake
