#include "app/health.hpp"
#include "queue/backlog.hpp"
#include "queue/connection.hpp"
#include "queue/server_state.hpp"

#include <optional>

namespace huiying::app {
namespace {

using std::chrono::seconds;
using web::HealthItem;
using web::HealthLevel;

/// A worker takes an entry within a second; one that has waited longer says that none is at work.
constexpr seconds kSlowEntry{10};
constexpr seconds kStuckEntry{60};
constexpr std::int64_t kFullPercent = 80;
constexpr std::int64_t kOverfullPercent = 95;

struct RedisSeen {
    queue::ServerState state;
    queue::Backlog backlog;
};

std::optional<RedisSeen> seen_of(const queue::Settings& settings) {
    try {
        queue::Connection connection(settings);
        return RedisSeen{
            queue::server_state(connection), queue::measure_backlog(connection, settings)};
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

HealthItem answering(const GaugeUses& uses, const std::optional<RedisSeen>& seen) {
    HealthItem item{"redis", "redis", "Redis", HealthLevel::fine, {}, {}};
    const std::string whose = uses.own_redis ? "本程序自带" : "外部";
    if (!seen) {
        item.level = HealthLevel::bad;
        item.says = whose + "，没有应答。网页留言先存入本地，平台会稍后重发";
        item.advice = uses.own_redis
                          ? "程序会自己重启它。一分钟后仍是故障，请看磁盘是否已满，再重启本程序。"
                          : "请检查 redis.address 指向的 Redis 是否在运行、网络是否通。";
        return item;
    }
    item.says = whose + "，版本 " + seen->state.version + "，已运行 " +
                time_words(seconds(seen->state.uptime_seconds));
    return item;
}

HealthItem persistence(const queue::ServerState& state) {
    HealthItem item{"redis_file", "redis", "Redis 落盘", HealthLevel::fine, {}, {}};
    if (!state.keeps_file) {
        item.level = HealthLevel::bad;
        item.says = "没有打开 AOF：断电会丢失已经受理的来信";
        item.advice = "请在 Redis 的配置里设 appendonly yes、appendfsync always，再重启 Redis。";
    } else if (!state.file_written) {
        item.level = HealthLevel::bad;
        item.says = "最近一次写盘失败";
        item.advice = "请检查 Redis 所在磁盘是否已满、是否可写。";
    } else if (!state.sync.empty() && state.sync != "always") {
        item.level = HealthLevel::warning;
        item.says = "appendfsync 为 " + state.sync + "：断电可能丢失最近一秒的来信";
        item.advice = "请在 Redis 的配置里设 appendfsync always。";
    } else {
        item.says = state.sync.empty() ? "AOF 已打开" : "每次写入都落盘";
    }
    return item;
}

HealthItem memory(const queue::ServerState& state) {
    HealthItem item{
        "redis_memory",
        "redis",
        "Redis 内存",
        HealthLevel::fine,
        size_words(state.memory_used),
        {}};
    if (state.memory_limit <= 0)
        return item;
    const auto percent = state.memory_used * 100 / state.memory_limit;
    item.says +=
        "，上限 " + size_words(state.memory_limit) + "（" + std::to_string(percent) + "%）";
    if (percent >= kFullPercent) {
        item.level = percent >= kOverfullPercent ? HealthLevel::bad : HealthLevel::warning;
        item.advice = "满了就不再受理新来信。请调高 Redis 的 maxmemory，或查清为什么入库这么慢。";
    }
    return item;
}

HealthItem streams(const queue::Backlog& backlog) {
    HealthItem item{"queue", "redis", "等待入库的来信", HealthLevel::fine, {}, {}};
    item.says = backlog.entries == 0 ? "没有"
                                     : std::to_string(backlog.entries) + " 件，最久的等了 " +
                                           time_words(backlog.oldest_age);
    if (backlog.oldest_age > kSlowEntry) {
        const bool is_stuck = backlog.oldest_age > kStuckEntry;
        item.level = is_stuck ? HealthLevel::bad : HealthLevel::warning;
        item.advice =
            is_stuck ? "没有进程在入库。请确认有一个进程带 worker 角色（--roles），并看它的日志。"
                     : "入库比来信慢。若持续几分钟，请看数据库写入一栏和服务器的负载。";
    }
    return item;
}

}  // namespace

std::vector<HealthItem> redis_health(const GaugeUses& uses) {
    const auto seen = seen_of(uses.queue);
    std::vector<HealthItem> items{answering(uses, seen)};
    if (!seen)
        return items;
    items.push_back(persistence(seen->state));
    items.push_back(memory(seen->state));
    items.push_back(streams(seen->backlog));
    return items;
}

}  // namespace huiying::app
