#include "http/address_quota.hpp"

#include <algorithm>
#include <functional>

namespace huiying::http {
namespace {

constexpr std::chrono::hours kHour{1};
constexpr std::chrono::hours kDay{24};
constexpr std::size_t kFewNetworks = 1'000;

/// The one that has to be old enough before there is room again; nullopt: there is room.
std::optional<OverQuota> over_bound(
    const auto& counted, int most, std::chrono::hours in, AddressQuota::Time now
) {
    if (most <= 0 || counted.size() < static_cast<std::size_t>(most))
        return std::nullopt;
    const auto room_at = counted[counted.size() - static_cast<std::size_t>(most)].at + in;
    if (room_at <= now)
        return std::nullopt;
    return OverQuota{most, in, std::chrono::ceil<std::chrono::seconds>(room_at - now)};
}

}  // namespace

std::optional<OverQuota> AddressQuota::take(
    const std::string& network, std::string_view key, Time now
) {
    if (bounds_.an_hour <= 0 && bounds_.a_day <= 0)
        return std::nullopt;
    const auto hash = std::hash<std::string_view>{}(key);
    const std::lock_guard lock(mutex_);
    forget_old(now);
    auto& counted = networks_[network];
    while (!counted.empty() && counted.front().at + kDay <= now)
        counted.pop_front();
    const bool is_known = std::any_of(counted.begin(), counted.end(), [&](const Counted& each) {
        return each.key == hash;
    });
    if (is_known)
        return std::nullopt;
    if (auto over = over_of(counted, now))
        return over;
    counted.push_back({now, hash});
    return std::nullopt;
}

std::optional<OverQuota> AddressQuota::over(const std::string& network, Time now) {
    const std::lock_guard lock(mutex_);
    const auto found = networks_.find(network);
    return found == networks_.end() ? std::nullopt : over_of(found->second, now);
}

std::optional<OverQuota> AddressQuota::over_of(const OfNetwork& counted, Time now) const {
    auto of_day = over_bound(counted, bounds_.a_day, kDay, now);
    return of_day ? of_day : over_bound(counted, bounds_.an_hour, kHour, now);
}

void AddressQuota::forget_old(Time now) {
    if (networks_.size() < forget_at_)
        return;
    std::erase_if(networks_, [&](const auto& entry) {
        return entry.second.empty() || entry.second.back().at + kDay <= now;
    });
    forget_at_ = std::max(kFewNetworks, 2 * networks_.size());
}

}  // namespace huiying::http
