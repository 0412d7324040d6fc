// How many new messages one network may send in an hour and in a day. Kept in memory: a restart
// forgets it. Used by web (form, API) and bot/intake (web chat). Safe from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace huiying::http {

struct QuotaBounds {
    int an_hour = 0;  ///< 0: any number
    int a_day = 0;
};

/// Which bound is used up, and when the next message may come.
struct OverQuota {
    int most = 0;
    std::chrono::hours in{1};
    std::chrono::seconds wait{0};
};

class AddressQuota {
  public:
    using Time = std::chrono::steady_clock::time_point;

    explicit AddressQuota(QuotaBounds bounds) : bounds_(bounds) {}

    /// Counts the message of `key` once, however often it comes, for `network` (client_network()).
    /// A value: it is one too many, and was not counted.
    std::optional<OverQuota> take(
        const std::string& network,
        std::string_view key,
        Time now = std::chrono::steady_clock::now()
    );
    /// What take() would say of a message that has not come before.
    std::optional<OverQuota> over(
        const std::string& network, Time now = std::chrono::steady_clock::now()
    );

  private:
    struct Counted {
        Time at;
        std::size_t key;  ///< its hash
    };

    using OfNetwork = std::deque<Counted>;

    std::optional<OverQuota> over_of(const OfNetwork& counted, Time now) const;
    void forget_old(Time now);

    const QuotaBounds bounds_;
    std::mutex mutex_;
    std::unordered_map<std::string, OfNetwork> networks_;
    std::size_t forget_at_ = 1'000;  ///< when so many networks are kept
};

}  // namespace huiying::http
