#include "bot/channel/token_cache.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace huiying::channel {
namespace {

constexpr std::chrono::seconds kMaxMargin{300};

std::chrono::seconds usable(std::chrono::seconds lifetime) {
    return lifetime - std::min(kMaxMargin, lifetime / 5);
}

Token failed_with(model::SendClass result, std::string detail) {
    Token token;
    token.failure.result = result;
    token.failure.detail = std::move(detail);
    return token;
}

}  // namespace

Token TokenCache::fetch_shared(
    Entry& entry,
    std::unique_lock<std::mutex>& lock,
    model::Instant now,
    const std::function<Token()>& fetch
) {
    if (entry.is_fetching) {
        const std::uint64_t before = entry.fetches;
        fetched_.wait(lock, [&] { return entry.fetches != before; });
        return entry.token;
    }
    if (now < entry.paused_until)
        return entry.token;
    entry.is_fetching = true;
    lock.unlock();
    Token token;
    try {
        token = fetch();
    } catch (const std::exception& broken) {
        token = failed_with(model::SendClass::retry, broken.what());
    }
    lock.lock();
    entry.is_fetching = false;
    ++entry.fetches;
    entry.good_until = token.value.empty() ? model::Instant{} : now + usable(token.lifetime);
    if (token.value.empty() && token.failure.result == model::SendClass::config)
        entry.paused_until = now + kConfigPause;
    entry.token = std::move(token);
    fetched_.notify_all();
    return entry.token;
}

Token TokenCache::get(const std::string& key, model::Instant now, const Fetch& fetch) {
    std::unique_lock lock(mutex_);
    Entry& entry = entries_[key];
    if (!entry.token.value.empty() && now < entry.good_until && !entry.is_fetching)
        return entry.token;
    return fetch_shared(entry, lock, now, [&] { return fetch(Renew::if_needed); });
}

Token TokenCache::replace(
    const std::string& key, const std::string& failed, model::Instant now, const Fetch& fetch
) {
    std::unique_lock lock(mutex_);
    Entry& entry = entries_[key];
    const bool is_replaced = !entry.token.value.empty() && entry.token.value != failed;
    if (is_replaced && now < entry.good_until && !entry.is_fetching)
        return entry.token;
    const bool may_renew = now - entry.renewed_at >= kRenewPause;
    bool is_renewed = false;
    Token other = fetch_shared(entry, lock, now, [&] {
        Token token = fetch(Renew::if_needed);
        if (token.value != failed)
            return token;
        // The platform still believes in the token that it refuses.
        if (!may_renew)
            return failed_with(model::SendClass::retry, "token refused, renewed moments ago");
        is_renewed = true;
        return fetch(Renew::always);
    });
    if (is_renewed)
        entry.renewed_at = now;
    return other;
}

std::string TokenCache::failure_of(const std::string& key) const {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    if (found == entries_.end() || !found->second.token.value.empty())
        return {};
    return found->second.token.failure.detail;
}

}  // namespace huiying::channel
