#include "config/calendar_files.hpp"

#include "config/config_error.hpp"
#include "config_assets.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <unistd.h>

namespace huiying::config {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2199;
constexpr std::size_t kMaxBytes = 4UL * 1024 * 1024;
constexpr std::size_t kMaxNameBytes = 120;

ConfigError wrong(const std::string& file, const std::string& key, const std::string& reason) {
    return ConfigError(file + "：" + key + "：" + reason);
}

int number_at(std::string_view text, std::size_t at, std::size_t width) {
    int value = -1;
    const auto* begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + width, value);
    return error == std::errc{} && end == begin + width && *begin != '-' ? value : -1;
}

/// "2026-02-14"; !ok() when it is no date.
std::chrono::year_month_day date_of(const std::string& iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-')
        return {};
    const int month = number_at(iso, 5, 2);
    const int day = number_at(iso, 8, 2);
    if (number_at(iso, 0, 4) < 0 || month < 0 || day < 0)
        return {};
    return {
        std::chrono::year{number_at(iso, 0, 4)},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}};
}

std::string key_of(DayList list, const std::string& date) {
    return (list == DayList::holidays ? "holidays." : "workdays.") + date;
}

void check_date(const CalendarRow& row, DayList list, const std::string& date) {
    const auto parsed = date_of(date);
    if (!parsed.ok())
        throw wrong(row.file, key_of(list, date), "不是日期；应写成 YYYY-MM-DD");
    const std::chrono::year year{row.year};
    const std::chrono::sys_days day{parsed};
    const std::chrono::sys_days first{(year - std::chrono::years{1}) / std::chrono::December / 1};
    const std::chrono::sys_days end{(year + std::chrono::years{1}) / std::chrono::February / 1};
    if (day < first || day >= end)
        throw wrong(
            row.file,
            key_of(list, date),
            "不属于 " + std::to_string(row.year) + " 年的日历；可写 " +
                std::to_string(row.year - 1) + "-12-01 至 " + std::to_string(row.year + 1) +
                "-01-31"
        );
}

/// nlohmann/json keeps one of two equal keys and says nothing: a date twice would pass.
Json parse_strictly(const std::string& name, std::string_view text) {
    std::vector<std::set<std::string>> open;
    const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start)
            open.emplace_back();
        if (event == Json::parse_event_t::object_end)
            open.pop_back();
        if (event == Json::parse_event_t::key &&
            !open.back().insert(parsed.get<std::string>()).second)
            throw wrong(name, parsed.get<std::string>(), "出现了两次");
        return true;
    };
    try {
        return Json::parse(text, watch);
    } catch (const Json::parse_error& error) {
        throw wrong(name, "第 " + std::to_string(error.byte) + " 字节", "不是有效的 JSON");
    }
}

void check_keys(const std::string& name, const Json& json) {
    static const std::set<std::string> kKeys{"year", "standing", "source", "holidays", "workdays"};
    if (!json.is_object())
        throw wrong(
            name, "全文", "不是一份日历；应为 {year, standing, source, holidays, workdays}"
        );
    for (const auto& [key, value] : json.items())
        if (!kKeys.contains(key))
            throw wrong(name, key, "没有这一项；可写 year, standing, source, holidays, workdays");
    for (const auto& key : kKeys)
        if (!json.contains(key))
            throw wrong(name, key, "缺少这一项");
}

int year_in(const std::string& name, const Json& json) {
    const auto& year = json.at("year");
    if (!year.is_number_integer() || year < kFirstYear || year > kLastYear)
        throw wrong(
            name,
            "year",
            year.dump() + " 不是年份；可写 " + std::to_string(kFirstYear) + "—" +
                std::to_string(kLastYear)
        );
    return year.get<int>();
}

std::string text_in(const std::string& name, const Json& json, const char* key) {
    const auto& text = json.at(key);
    if (!text.is_string() || text.get_ref<const std::string&>().empty())
        throw wrong(name, key, "应为一段文字");
    return text.get<std::string>();
}

void add_days(CalendarRow& row, DayList list, const Json& days) {
    if (!days.is_object())
        throw wrong(
            row.file,
            list == DayList::holidays ? "holidays" : "workdays",
            "应为 {\"YYYY-MM-DD\": \"名称\"}"
        );
    for (const auto& [date, day_name] : days.items()) {
        if (!day_name.is_string())
            throw wrong(row.file, key_of(list, date), "名称应为一段文字");
        add_day(row, list, date, day_name.get<std::string>());
    }
}

std::string file_name_of(int year) {
    return "cn-" + std::to_string(year) + ".json";
}

bool is_downgrade(const std::map<int, CalendarRow>& all, const CalendarRow& row) {
    const auto old = all.find(row.year);
    return old != all.end() && old->second.standing == "official" && row.standing != "official";
}

void put_together(std::map<int, CalendarRow>& all, CalendarRow row) {
    const int year = row.year;
    all.insert_or_assign(year, std::move(row));
}

void check_gaps(const std::map<int, CalendarRow>& all) {
    for (auto row = all.begin(); row != all.end(); ++row) {
        const auto next = std::next(row);
        if (next != all.end() && next->first != row->first + 1)
            throw wrong(
                next->second.file,
                "year",
                std::to_string(row->first + 1) + " 年没有日历，中间不能缺年；请先导入 " +
                    std::to_string(row->first + 1) + " 年"
            );
    }
}

std::map<int, CalendarRow> by_year(std::vector<CalendarRow> rows) {
    std::map<int, CalendarRow> all;
    for (auto& row : rows)
        put_together(all, std::move(row));
    return all;
}

/// Written and on disk before it takes the old one's name: a crash leaves one of the two, whole.
void write_whole(const fs::path& path, const std::string& text) {
    const std::string partial = path.string() + "." + std::to_string(::getpid());
    const int file = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool good =
        file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    std::error_code failed;
    if (good)
        fs::rename(partial, path, failed);
    if (!good || failed) {
        fs::remove(partial, failed);
        throw ConfigError(path.string() + "：无法写入");
    }
}

}  // namespace

void add_day(CalendarRow& row, DayList list, const std::string& date, const std::string& name) {
    check_date(row, list, date);
    if (name.empty() || name.size() > kMaxNameBytes)
        throw wrong(row.file, key_of(list, date), "名称为空或过长（至多 40 字）");
    auto& days = list == DayList::holidays ? row.holidays : row.workdays;
    const auto& others = list == DayList::holidays ? row.workdays : row.holidays;
    if (others.contains(date))
        throw wrong(row.file, key_of(list, date), "既是休息日又是上班日");
    if (!days.emplace(date, name).second)
        throw wrong(row.file, key_of(list, date), "出现了两次");
}

CalendarRow parse_calendar(const std::string& name, std::string_view text) {
    const auto json = parse_strictly(name, text);
    check_keys(name, json);
    CalendarRow row{
        .year = year_in(name, json),
        .standing = text_in(name, json, "standing"),
        .source = text_in(name, json, "source"),
        .file = name};
    if (row.standing != "official" && row.standing != "provisional")
        throw wrong(
            name, "standing", "“" + row.standing + "”不在可选范围；可写 official, provisional"
        );
    add_days(row, DayList::holidays, json.at("holidays"));
    add_days(row, DayList::workdays, json.at("workdays"));
    return row;
}

std::string calendar_text(const CalendarRow& row) {
    Json json;
    json["year"] = row.year;
    json["standing"] = row.standing;
    json["source"] = row.source;
    json["holidays"] = row.holidays;
    json["workdays"] = row.workdays;
    return json.dump(2) + "\n";
}

std::vector<CalendarRow> packed_calendars() {
    std::vector<CalendarRow> calendars;
    for (const auto path : packed_paths())
        if (path.starts_with("calendar/"))
            calendars.push_back(parse_calendar("config/" + std::string(path), packed(path).value())
            );
    return calendars;
}

fs::path calendar_folder(const fs::path& data_folder) {
    return data_folder / "calendar";
}

std::vector<CalendarRow> calendars_in_force(const fs::path& folder) {
    auto all = by_year(packed_calendars());
    if (fs::is_directory(folder)) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (entry.path().extension() != ".json")
                continue;
            auto row = parse_calendar(entry.path().string(), read_calendar_file(entry.path()));
            if (entry.path().filename() != file_name_of(row.year))
                throw wrong(row.file, "year", "文件名应为 " + file_name_of(row.year));
            // Imported while there was nothing better; an upgrade has brought the notice since.
            if (!is_downgrade(all, row))
                put_together(all, std::move(row));
        }
    }
    std::vector<CalendarRow> rows;
    rows.reserve(all.size());
    for (auto& [year, row] : all)
        rows.push_back(std::move(row));
    return rows;
}

void check_import(const std::vector<CalendarRow>& fresh, const std::vector<CalendarRow>& in_force) {
    auto all = by_year(in_force);
    for (const auto& row : fresh) {
        if (is_downgrade(all, row))
            throw wrong(
                row.file,
                "standing",
                std::to_string(row.year) +
                    " 年已有正式日历，不能用暂定日历替换；iCalendar 文件请用 --source "
                    "写明所依据的通知"
            );
        put_together(all, row);
    }
    check_gaps(all);
}

void write_calendars(const fs::path& folder, const std::vector<CalendarRow>& rows) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        throw ConfigError(folder.string() + "：无法建立目录");
    for (const auto& row : rows)
        write_whole(folder / file_name_of(row.year), calendar_text(row));
}

std::string read_calendar_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    if (!file || fs::is_directory(path) || !(text << file.rdbuf()))
        throw ConfigError(path.string() + "：无法读取");
    if (text.view().size() > kMaxBytes)
        throw ConfigError(path.string() + "：文件过大，不是日历（至多 4 MB）");
    return text.str();
}

}  // namespace huiying::config
