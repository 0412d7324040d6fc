#include "app/gauges.hpp"

#include "board/store/arrival_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/outbox_repository.hpp"
#include "queue/appender.hpp"
#include "queue/backlog.hpp"
#include "queue/connection.hpp"
#include "telemetry/metrics.hpp"

#include <optional>

namespace huiying::app {
namespace {

/// An entry that has waited longer says that no worker is at work.
constexpr std::chrono::seconds kOldestAllowed{60};

std::optional<queue::Backlog> backlog_of(const queue::Settings& settings) {
    try {
        queue::Connection connection(settings);
        return queue::measure_backlog(connection, settings);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

struct RecordFigures {
    int dead_letters = 0;
    int spooled = 0;
    int in_doubt = 0;
    int failed = 0;
    int waiting = 0;
};

std::optional<RecordFigures> figures_of(store::Database& database) {
    try {
        return database.read([](store::Connection& connection) {
            store::ArrivalRepository arrivals(connection);
            store::OutboxRepository outbox(connection);
            return RecordFigures{
                arrivals.count_open_dead_letters(),
                arrivals.count_spooled(),
                outbox.count(model::OutboundState::in_doubt),
                outbox.count(model::OutboundState::failed),
                outbox.count(model::OutboundState::waiting),
            };
        });
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace

Gauges::Gauges(GaugeUses uses, telemetry::Metrics& metrics)
    : uses_(std::move(uses)), metrics_(metrics) {}

std::map<std::string, web::ReadyCheck> Gauges::checks() const {
    std::map<std::string, web::ReadyCheck> checks;
    const bool redis = uses_.appender.is_ready();
    // The board takes messages without Redis (spool), so the process still serves; platforms are
    // told to come again.
    checks["redis"] = {
        redis, redis ? "ok" : "Redis 无应答，网页留言先存入本地，恢复后自动入队", false};
    const auto figures = figures_of(uses_.database);
    checks["sql"] = {figures.has_value(), figures ? "ok" : "数据库不可用", true};
    const auto backlog = redis ? backlog_of(uses_.queue) : std::nullopt;
    const bool late = backlog && backlog->oldest_age > kOldestAllowed;
    checks["oldest_entry"] = {
        !late, backlog ? std::to_string(backlog->oldest_age.count()) + " ms" : "unknown", false};
    std::error_code error;
    const auto space = std::filesystem::space(uses_.folder, error);
    const auto free_mb = error ? 0 : static_cast<std::int64_t>(space.available >> 20U);
    checks["disk"] = {
        free_mb >= uses_.min_free_mb,
        std::to_string(free_mb) + " MB",
        free_mb < uses_.min_free_mb / 10};
    if (figures && figures->dead_letters > 0)
        checks["dead_letters"] = {false, std::to_string(figures->dead_letters), false};
    return checks;
}

std::string Gauges::exposition() const {
    if (const auto backlog = backlog_of(uses_.queue)) {
        metrics_.gauge("huiying_queue_backlog_entries", "Entries appended and not acknowledged")
            .set(static_cast<double>(backlog->entries));
        metrics_.gauge("huiying_queue_oldest_entry_seconds", "Age of the oldest of them")
            .set(std::chrono::duration<double>(backlog->oldest_age).count());
    }
    if (const auto figures = figures_of(uses_.database)) {
        metrics_.gauge("huiying_desk_dead_letters", "Open dead letters").set(figures->dead_letters);
        metrics_.gauge("huiying_desk_spooled_messages", "Messages waiting for Redis")
            .set(figures->spooled);
        metrics_.gauge("huiying_delivery_in_doubt", "Replies that wait for a person's decision")
            .set(figures->in_doubt);
        metrics_
            .gauge("huiying_delivery_failed", "Replies not delivered, which a person must see to")
            .set(figures->failed);
        metrics_.gauge("huiying_delivery_waiting", "Replies waiting to be sent")
            .set(figures->waiting);
    }
    metrics_.gauge("huiying_queue_in_flight", "Appends under way").set(uses_.appender.in_flight());
    metrics_.gauge("huiying_queue_ready", "1 when Redis takes appends")
        .set(uses_.appender.is_ready() ? 1 : 0);
    return metrics_.exposition();
}

}  // namespace huiying::app
