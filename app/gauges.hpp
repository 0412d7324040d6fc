// What /readyz and /metrics say about the present: Redis, the record, the oldest entry that waits,
// the disk. Called on the blocking pool; blocking.
#pragma once

#include "board/web/api_routes.hpp"
#include "queue/settings.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace huiying::channel {
class TokenCache;
}

namespace huiying::queue {
class Appender;
}

namespace huiying::store {
class Database;
}

namespace huiying::telemetry {
class Metrics;
}

namespace huiying::app {

struct GaugeUses {
    store::Database& database;
    const queue::Appender& appender;
    queue::Settings queue;
    std::filesystem::path folder;
    std::int64_t min_free_mb = 0;
    bool own_redis = false;
    const channel::TokenCache* tokens = nullptr;
};

class Gauges {
  public:
    Gauges(GaugeUses uses, telemetry::Metrics& metrics);

    [[nodiscard]] std::map<std::string, web::ReadyCheck> checks() const;
    /// Sets the gauges and writes everything out.
    [[nodiscard]] std::string exposition() const;

    [[nodiscard]] const GaugeUses& uses() const { return uses_; }

  private:
    const GaugeUses uses_;
    telemetry::Metrics& metrics_;
};

}  // namespace huiying::app
