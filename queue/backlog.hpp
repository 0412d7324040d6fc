// How much waits in the inbound streams, and for how long: for metrics and /readyz. Used by `app`
// and `board/web`.
#pragma once

#include "queue/settings.hpp"

#include <chrono>
#include <cstdint>

namespace huiying::queue {

class Connection;

struct Backlog {
    std::int64_t entries = 0;  ///< appended and not acknowledged
    /// Of the oldest of them, by this machine's clock; zero when there is none.
    std::chrono::milliseconds oldest_age{0};
};

/// Two round trips over all partitions, also those that other workers hold. Blocking. Throws
/// RedisUnavailable.
Backlog measure_backlog(Connection& connection, const Settings& settings);

}  // namespace huiying::queue
