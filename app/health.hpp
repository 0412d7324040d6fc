// How this process and what it stands on are, part by part, in words for who keeps the service: on
// the administration's health page. Reads what /readyz and /metrics read, and what the record tells
// of its channels. Thread rule: safe from any thread; blocking.
#pragma once

#include "app/gauges.hpp"
#include "board/desk/town.hpp"
#include "board/web/api_health.hpp"

#include <chrono>
#include <functional>
#include <vector>

namespace huiying::channel {
class OpenChannels;
}

namespace huiying::app {

class Health {
  public:
    struct Uses {
        const Gauges& gauges;
        const desk::Town& town;
        const model::Clock& clock;
        const channel::OpenChannels& channels;
    };

    explicit Health(const Uses& uses) : uses_(uses), started_(uses.clock.now()) {}

    [[nodiscard]] web::HealthReport report() const;

  private:
    const Uses uses_;
    const model::Instant started_;
};

/// Free memory and disk in words: "3.2 GB".
[[nodiscard]] std::string size_words(std::int64_t bytes);
/// "40 秒", "12 分钟", "3 小时", "5 天".
[[nodiscard]] std::string time_words(std::chrono::milliseconds time);

/// Redis, its file and memory, and the streams in it.
[[nodiscard]] std::vector<web::HealthItem> redis_health(const GaugeUses& uses);
/// The record: its file, the disk, the writer, what waits in it for somebody.
[[nodiscard]] std::vector<web::HealthItem> record_health(const GaugeUses& uses, model::Instant now);
/// A row for each account that is switched on.
[[nodiscard]] std::vector<web::HealthItem> channel_health(
    const Health::Uses& uses, model::Instant now
);

}  // namespace huiying::app
