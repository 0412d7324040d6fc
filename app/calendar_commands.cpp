#include "app/calendar_commands.hpp"

#include "app/calendars.hpp"
#include "app/record.hpp"
#include "board/desk/administration.hpp"
#include "board/sla/coverage.hpp"
#include "board/sla/trace_words.hpp"
#include "board/store/database.hpp"
#include "config/config_error.hpp"

#include <algorithm>
#include <iostream>

namespace huiying::app {
namespace {

constexpr int kDone = 0;
constexpr int kAmiss = 1;

std::vector<config::CalendarRow> rows_of(
    const std::filesystem::path& file, const config::IcsNotice& notice
) {
    const auto text = config::read_calendar_file(file);
    if (config::is_ics(text))
        return config::parse_ics(file.string(), text, notice);
    if (notice.year || !notice.source.empty())
        throw config::ConfigError(
            file.string() + "：--year 和 --source 只用于 iCalendar 文件；JSON 文件自己写明"
        );
    return {config::parse_calendar(file.string(), text)};
}

std::vector<config::CalendarRow> joined(
    const std::vector<config::CalendarRow>& in_force, const std::vector<config::CalendarRow>& fresh
) {
    auto rows = in_force;
    for (const auto& row : fresh) {
        const auto old = std::find_if(rows.begin(), rows.end(), [&](const auto& other) {
            return other.year == row.year;
        });
        if (old == rows.end())
            rows.push_back(row);
        else
            *old = row;
    }
    return rows;
}

const char* standing_word(const std::string& standing) {
    return standing == "official" ? "正式" : "暂定";
}

const char* working_word(bool is_working) {
    return is_working ? "上班" : "休息";
}

void print_changes(
    const sla::WorkingCalendar& before, const sla::WorkingCalendar& after, int year
) {
    const auto changed = sla::changed_days(before, after, year);
    for (const auto& day : changed)
        std::cout << "  " << model::to_iso(day.date) << " " << sla::weekday_word(day.date) << "  "
                  << (day.was_working ? working_word(*day.was_working) : "（无）") << " → "
                  << working_word(day.is_working) << "  " << after.day_name(day.date) << "\n";
    if (changed.empty())
        std::cout << "  各日安排与原日历相同\n";
}

void print_missing_holidays(const sla::Coverage& coverage, int year) {
    for (const auto& date : coverage.missing_holidays)
        if (static_cast<int>(date.year()) == year)
            std::cout << "提示：" << model::to_iso(date)
                      << " 是法定节假日，日历中没有列为休息日，请核对文件是否完整\n";
}

void print_year(const config::CalendarRow& row) {
    const bool is_imported = !row.file.starts_with("config/calendar/");
    std::cout << row.year << "  " << standing_word(row.standing) << "  休 " << row.holidays.size()
              << " 天，调休上班 " << row.workdays.size() << " 天  "
              << (is_imported ? "导入" : "自带") << "  " << row.source << "\n";
}

/// True: nothing to do.
bool print_next_year(const sla::Coverage& coverage) {
    const auto year = std::to_string(coverage.next_year);
    switch (coverage.next) {
        case sla::NextYear::official:
            std::cout << year << " 年：已有正式日历\n";
            return true;
        case sla::NextYear::not_due_yet:
            std::cout << year << " 年：放假安排通知一般在 10 月下旬至 12 月公布，尚未到期\n";
            return true;
        case sla::NextYear::provisional:
            std::cout << year
                      << " 年：只有暂定日历，跨年的期限都是暂定；通知公布后请用 huiying calendar "
                         "import 导入\n";
            return true;
        case sla::NextYear::missing:
            std::cout
                << "缺少 " << year
                << " 年日历：11 月 1 日已过，跨年的期限无法推算；请用 huiying calendar import "
                   "导入\n";
            return false;
    }
    return false;
}

/// Tells the record, where there is one, and says what follows.
std::string adopted_words(const std::filesystem::path& data_folder, const std::string& version) {
    const auto record = data_folder / kRecordFile;
    if (!std::filesystem::exists(record))
        return "版本 " + version + "，服务启动后采用\n";
    store::Database database({.path = record.string()});
    desk::Administration::adopt_calendar(database, version, "command line", model::SystemClock());
    return "版本 " + version +
           "，正在运行的服务一秒内采用，未办结来信的期限在后台重新推算：改晚的告知来信人，可提前的"
           "维持原日期\n";
}

}  // namespace

int import_calendar(
    const std::string& data_folder,
    const std::filesystem::path& file,
    const config::IcsNotice& notice
) {
    const auto fresh = rows_of(file, notice);
    const auto folder = config::calendar_folder(data_folder);
    const auto in_force = config::calendars_in_force(folder);
    config::check_import(fresh, in_force);
    const sla::WorkingCalendar before(calendar_facts(in_force));
    const auto facts = calendar_facts(joined(in_force, fresh));
    const sla::WorkingCalendar after(facts);
    made_folder(data_folder);
    config::write_calendars(folder, fresh);
    const auto coverage = sla::coverage_of(facts, {});
    for (const auto& row : fresh) {
        std::cout << "已导入 " << row.year << " 年（" << standing_word(row.standing) << "）：休 "
                  << row.holidays.size() << " 天，调休上班 " << row.workdays.size() << " 天；依据："
                  << row.source << "\n";
        print_changes(before, after, row.year);
        print_missing_holidays(coverage, row.year);
    }
    std::cout << adopted_words(data_folder, facts.version);
    return kDone;
}

int check_calendars(const std::filesystem::path& data_folder, model::Date today) {
    const auto rows = config::calendars_in_force(config::calendar_folder(data_folder));
    for (const auto& row : rows)
        print_year(row);
    const auto facts = calendar_facts(rows);
    const auto coverage = sla::coverage_of(facts, today);
    std::cout << "\n已覆盖 " << rows.front().year << "—" << rows.back().year << " 年，"
              << (coverage.gaps.empty() ? "中间不缺年" : "中间缺年") << "；版本 " << facts.version
              << "\n";
    for (const int year : coverage.gaps)
        std::cout << "缺少 " << year << " 年日历\n";
    for (const auto& row : rows)
        print_missing_holidays(coverage, row.year);
    const bool is_provided = print_next_year(coverage);
    return is_provided && coverage.gaps.empty() && coverage.missing_holidays.empty() ? kDone
                                                                                     : kAmiss;
}

}  // namespace huiying::app
