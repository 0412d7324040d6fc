#include "app/health.hpp"
#include "app/record.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/arrival_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/health_repository.hpp"
#include "board/store/outbox_repository.hpp"

#include <filesystem>
#include <optional>

namespace huiying::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using store::Connection;
using web::HealthItem;
using web::HealthLevel;

constexpr milliseconds kSlowWrite{500};
constexpr milliseconds kStuckWrite{3000};
/// The clock wakes every second; a reminder that is later says that none is at work.
constexpr minutes kLateClock{2};
constexpr minutes kStuckClock{15};
constexpr minutes kLateLetter{5};
constexpr minutes kStuckLetter{30};
constexpr std::int64_t kLargeWal = std::int64_t{512} << 20;

struct RecordSeen {
    int dead_letters = 0;
    int spooled = 0;
    int in_doubt = 0;
    int failed = 0;
    int waiting = 0;
    std::optional<model::Instant> letter;
    std::optional<model::Instant> alarm;
};

RecordSeen read_record(Connection& connection, model::Instant now) {
    store::ArrivalRepository arrivals(connection);
    store::OutboxRepository outbox(connection);
    RecordSeen seen;
    seen.dead_letters = arrivals.count_open_dead_letters();
    seen.spooled = arrivals.count_spooled();
    seen.in_doubt = outbox.count(model::OutboundState::in_doubt);
    seen.failed = outbox.count(model::OutboundState::failed);
    seen.waiting = outbox.count(model::OutboundState::waiting);
    seen.letter = store::HealthRepository(connection).overdue_letter(now);
    const auto alarms = store::AlarmRepository(connection).before(now, 1);
    if (!alarms.empty())
        seen.alarm = alarms.front().at;
    return seen;
}

std::optional<RecordSeen> record_seen(store::Database& database, model::Instant now) {
    try {
        return database.read([&](Connection& connection) { return read_record(connection, now); });
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

/// How long a job waits for the one writer; nullopt: it cannot write at all.
std::optional<milliseconds> writer_wait(store::Database& database) {
    const auto began = std::chrono::steady_clock::now();
    try {
        database.write([](Connection&) {});
    } catch (const std::exception&) {
        return std::nullopt;
    }
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
}

std::int64_t file_bytes(const std::filesystem::path& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

HealthItem file_item(const std::filesystem::path& folder) {
    const auto path = folder / kRecordFile;
    const auto wal = file_bytes(path.string() + "-wal");
    HealthItem item{"database", "record", "数据库文件", HealthLevel::fine, {}, {}};
    item.says = size_words(file_bytes(path)) + "，未合并的日志（WAL）" + size_words(wal);
    if (wal > kLargeWal) {
        item.level = HealthLevel::warning;
        item.advice =
            "WAL 很大，说明有程序长时间读着数据库不放。请结束挂在上面的备份或 sqlite3 命令。";
    }
    return item;
}

HealthItem writer_item(store::Database& database) {
    const auto wait = writer_wait(database);
    HealthItem item{"writer", "record", "数据库写入", HealthLevel::fine, {}, {}};
    if (!wait) {
        item.level = HealthLevel::bad;
        item.says = "写不进去";
        item.advice = "请看磁盘是否已满、数据目录是否可写、有没有别的程序锁着数据库，再看日志。";
        return item;
    }
    item.says = "排队 " + std::to_string(wait->count()) + " 毫秒";
    if (*wait > kSlowWrite) {
        item.level = *wait > kStuckWrite ? HealthLevel::bad : HealthLevel::warning;
        item.advice = "写入很慢。请看磁盘是否繁忙，有没有导入或备份正在运行。";
    }
    return item;
}

HealthItem disk_item(const GaugeUses& uses) {
    std::error_code error;
    const auto space = std::filesystem::space(uses.folder, error);
    HealthItem item{"disk", "record", "剩余磁盘", HealthLevel::fine, {}, {}};
    if (error) {
        item.level = HealthLevel::unknown;
        item.says = "读不出来";
        item.advice = "请检查数据目录 " + uses.folder.string() + " 是否还在。";
        return item;
    }
    const auto free_bytes = static_cast<std::int64_t>(space.available);
    const auto least = uses.min_free_mb << 20U;
    item.says = size_words(free_bytes) + "（低于 " + size_words(least) + " 不再收照片和文件）";
    if (free_bytes < least * 2)
        item.level = free_bytes < least ? HealthLevel::bad : HealthLevel::warning;
    if (item.level != HealthLevel::fine)
        item.advice = "请腾出空间或扩大磁盘；不要删除数据目录里的文件。";
    return item;
}

HealthItem outbox_item(const RecordSeen& seen, model::Instant now) {
    HealthItem item{"outbox", "messages", "待发的答复", HealthLevel::fine, {}, {}};
    item.says = seen.waiting == 0 ? "没有" : std::to_string(seen.waiting) + " 件";
    const auto late = seen.letter ? std::chrono::duration_cast<milliseconds>(now - *seen.letter)
                                  : milliseconds{0};
    if (late > kLateLetter) {
        item.level = late > kStuckLetter ? HealthLevel::bad : HealthLevel::warning;
        item.says += "，最久的该在 " + time_words(late) + "前发出";
        item.advice = "请确认有一个进程带 sender 角色（--roles），并看下面各渠道最近的错误。";
    }
    return item;
}

/// What waits for a person.
HealthItem waiting_item(HealthItem item, int count, const std::string& advice) {
    item.says = count == 0 ? "没有" : std::to_string(count) + " 件";
    if (count > 0) {
        item.level = HealthLevel::warning;
        item.advice = advice;
    }
    return item;
}

HealthItem clock_item(const RecordSeen& seen, model::Instant now) {
    HealthItem item{"clock", "messages", "到期提醒", HealthLevel::fine, "准时", {}};
    const auto late =
        seen.alarm ? std::chrono::duration_cast<milliseconds>(now - *seen.alarm) : milliseconds{0};
    if (late > kLateClock) {
        item.level = late > kStuckClock ? HealthLevel::bad : HealthLevel::warning;
        item.says = "晚了 " + time_words(late);
        item.advice = "请确认有一个进程带 clock 角色（--roles），并看 Redis 一栏和日志。";
    }
    return item;
}

HealthItem spool_item(const RecordSeen& seen) {
    HealthItem item{"spool", "messages", "暂存在本地的来信", HealthLevel::fine, "没有", {}};
    if (seen.spooled > 0) {
        item.level = HealthLevel::warning;
        item.says = std::to_string(seen.spooled) + " 件";
        item.advice = "Redis 恢复后会自动入队，不会丢。若 Redis 正常而数字不降，请看日志。";
    }
    return item;
}

}  // namespace

std::vector<HealthItem> record_health(const GaugeUses& uses, model::Instant now) {
    std::vector<HealthItem> items{
        file_item(uses.folder), writer_item(uses.database), disk_item(uses)};
    const auto seen = record_seen(uses.database, now);
    if (!seen) {
        items.push_back(
            {"record",
             "record",
             "数据库读取",
             HealthLevel::bad,
             "读不出来",
             "请看磁盘和日志；数据库损坏时，按《运维手册》从备份恢复。"}
        );
        return items;
    }
    items.push_back(outbox_item(*seen, now));
    items.push_back(waiting_item(
        {"in_doubt", "messages", "不知是否送达的答复", HealthLevel::fine, {}, {}},
        seen->in_doubt,
        "请到“发送确认”逐件决定：已送达，还是再发一次。"
    ));
    items.push_back(waiting_item(
        {"failed", "messages", "发送失败的答复", HealthLevel::fine, {}, {}},
        seen->failed,
        "请到“发送确认”逐件处理：改好渠道后再发，或者电话告知来信人。"
    ));
    items.push_back(waiting_item(
        {"dead_letters", "messages", "未能入库的来件", HealthLevel::fine, {}, {}},
        seen->dead_letters,
        "请到“未能入库的来件”查看原文，重放或转为人工处理。"
    ));
    items.push_back(spool_item(*seen));
    items.push_back(clock_item(*seen, now));
    return items;
}

}  // namespace huiying::app
