// Access tokens of platforms, one an account, fetched once however many senders ask at once.
// One cache a process, shared by its sender threads; thread-safe. (stable_token gives every process
// the same token, so processes need not share it.)
#pragma once

#include "board/model/instant.hpp"
#include "board/model/outbound.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace huiying::channel {

/// A token, or why there is none.
struct Token {
    std::string value;                ///< empty: `failure` says why
    std::chrono::seconds lifetime{};  ///< as the platform says, from now
    model::SendOutcome failure;
};

/// Whether the platform must make a new token even if it thinks that the old one is good.
enum class Renew { if_needed, always };

class TokenCache {
  public:
    /// Asks the platform. Called without the cache's lock, by one thread at a time for one key.
    using Fetch = std::function<Token(Renew)>;

    /// After a refusal that only a person can put right (`SendClass::config`) the platform is left
    /// alone for this long.
    static constexpr std::chrono::minutes kConfigPause{10};
    /// Forced renewals are at least this far apart.
    static constexpr std::chrono::seconds kRenewPause{30};

    /// The cached token if it is good for a while (less a margin of 300 s, or a fifth of its life
    /// if that is shorter), else a fetched one. Blocks while another thread fetches for `key`.
    Token get(const std::string& key, model::Instant now, const Fetch& fetch);

    /// A token other than `failed`, which the platform refused: the cached one if somebody has
    /// replaced it already, else a fetched one. Who asks meanwhile waits for the new one.
    Token replace(
        const std::string& key, const std::string& failed, model::Instant now, const Fetch& fetch
    );

    /// Why the last asking for `key` gave no token. Empty: it gave one, or nobody has asked.
    [[nodiscard]] std::string failure_of(const std::string& key) const;

  private:
    struct Entry {
        Token token;
        model::Instant good_until{};
        model::Instant paused_until{};
        model::Instant renewed_at{};
        bool is_fetching = false;
        std::uint64_t fetches = 0;  ///< finished ones; who waited for one takes its result
    };

    Token fetch_shared(
        Entry& entry,
        std::unique_lock<std::mutex>& lock,
        model::Instant now,
        const std::function<Token()>& fetch
    );
    mutable std::mutex mutex_;
    std::condition_variable fetched_;
    std::map<std::string, Entry> entries_;  ///< guarded by mutex_; entries stay where they are
};

}  // namespace huiying::channel
