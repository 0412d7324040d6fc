#include "app/health.hpp"

#include "app/version.hpp"
#include "board/sla/working_calendar.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

namespace huiying::app {
namespace {

using web::HealthItem;
using web::HealthLevel;

constexpr unsigned kNextYearFrom = 11;  ///< the notice for the next year comes out by then

HealthItem calendar_health(const desk::Town& town, model::Instant now) {
    const auto snapshot = town.snapshot();
    const auto& calendar = snapshot->calendar();
    const auto today = model::local_date(now);
    const int year = static_cast<int>(today.year());
    HealthItem item{"calendar", "service", "工作日历", HealthLevel::fine, {}, {}};
    const std::string this_year = std::to_string(year);
    const std::string next_year = std::to_string(year + 1);
    if (!calendar.covers(year)) {
        item.level = HealthLevel::bad;
        item.says = "没有 " + this_year + " 年的放假安排，办理期限算不出来";
        item.advice = "请导入国务院办公厅的放假通知：huiying calendar import 文件。";
        return item;
    }
    const auto following = calendar.standing(year + 1);
    const bool is_official = following == model::CalendarStanding::official;
    item.says = this_year + " 年已备" +
                (following ? "，" + next_year + (is_official ? " 年已备" : " 年为暂定")
                           : "，" + next_year + " 年未备");
    if (!is_official && static_cast<unsigned>(today.month()) >= kNextYearFrom) {
        item.level = HealthLevel::warning;
        item.advice = next_year +
                      " 年的放假通知一般在上一年十一月前后公布；公布后请升级本程序，或用 huiying "
                      "calendar import 导入。";
    }
    return item;
}

/// Backups are made from outside: the service knows of none.
HealthItem backup_health() {
    return {
        "backup",
        "service",
        "备份",
        HealthLevel::unknown,
        "备份由服务器上的定时任务做，本程序看不到最近一次是什么时候",
        "请按《运维手册》每天备份，并每季度试着恢复一次。"};
}

HealthItem version_health(std::chrono::milliseconds uptime) {
    return {
        "version",
        "service",
        "版本",
        HealthLevel::fine,
        std::string(kVersion) + "，本进程已运行 " + time_words(uptime),
        {}};
}

void append(std::vector<HealthItem>& all, std::vector<HealthItem> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

}  // namespace

std::string size_words(std::int64_t bytes) {
    constexpr std::array<const char*, 4> units{"KB", "MB", "GB", "TB"};
    double size = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    while (size >= 1024 && unit + 1 < units.size()) {
        size /= 1024;
        ++unit;
    }
    std::array<char, 32> text{};
    std::snprintf(
        text.data(), text.size(), size < 10 ? "%.1f %s" : "%.0f %s", size, units.at(unit)
    );
    return text.data();
}

std::string time_words(std::chrono::milliseconds time) {
    using std::chrono::days;
    using std::chrono::duration_cast;
    using std::chrono::hours;
    using std::chrono::minutes;
    using std::chrono::seconds;
    if (time < minutes(2))
        return std::to_string(duration_cast<seconds>(time).count()) + " 秒";
    if (time < hours(2))
        return std::to_string(duration_cast<minutes>(time).count()) + " 分钟";
    if (time < days(2))
        return std::to_string(duration_cast<hours>(time).count()) + " 小时";
    return std::to_string(duration_cast<days>(time).count()) + " 天";
}

web::HealthReport Health::report() const {
    const auto now = uses_.clock.now();
    const auto uptime = std::chrono::duration_cast<std::chrono::milliseconds>(now - started_);
    web::HealthReport report;
    report.at = now;
    report.version = kVersion;
    report.uptime = std::chrono::duration_cast<std::chrono::seconds>(uptime);
    append(report.items, redis_health(uses_.gauges.uses()));
    append(report.items, record_health(uses_.gauges.uses(), now));
    append(report.items, channel_health(uses_, now));
    append(
        report.items, {calendar_health(uses_.town, now), backup_health(), version_health(uptime)}
    );
    return report;
}

}  // namespace huiying::app
