#include "config/calendar_ics.hpp"

#include "config/config_error.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <libical/ical.h>
#include <memory>

namespace huiying::config {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int kLongestHoliday = 31;

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

using Component = std::unique_ptr<icalcomponent, FreeComponent>;

/// One event that is about working or not.
struct Event {
    std::string label;  ///< for messages
    std::string name;
    DayList list = DayList::holidays;
    sys_days first{};
    sys_days end{};
};

ConfigError wrong(const std::string& file, const std::string& event, const std::string& reason) {
    return ConfigError(file + "：事件“" + event + "”：" + reason);
}

std::string iso_of(sys_days day) {
    const std::chrono::year_month_day date{day};
    std::array<char, 32> text{};
    std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02u-%02u",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day())
    );
    return text.data();
}

int year_of(sys_days day) {
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

icalproperty* first_of(icalcomponent* event, icalproperty_kind kind) {
    return icalcomponent_get_first_property(event, kind);
}

std::string text_of(icalproperty* property) {
    const char* text = property ? icalproperty_get_value_as_string(property) : nullptr;
    return text ? text : "";
}

/// All values of a kind of property, one behind the other.
std::string texts_of(icalcomponent* event, icalproperty_kind kind) {
    std::string all;
    for (auto* property = first_of(event, kind); property;
         property = icalcomponent_get_next_property(event, kind))
        all += text_of(property) + " ";
    return all;
}

std::string apple_mark_of(icalcomponent* event) {
    for (auto* property = first_of(event, ICAL_X_PROPERTY); property;
         property = icalcomponent_get_next_property(event, ICAL_X_PROPERTY)) {
        const char* name = icalproperty_get_x_name(property);
        if (name && std::string_view(name) == "X-APPLE-SPECIAL-DAY")
            return text_of(property);
    }
    return {};
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// 调休 says that days were swapped, not which side this one is on.
std::string without_swap(std::string text) {
    static const std::string kSwap = "调休";
    for (auto at = text.find(kSwap); at != std::string::npos; at = text.find(kSwap))
        text.erase(at, kSwap.size());
    return text;
}

/// nullopt: an observance. Throws ConfigError when it says both or only half.
std::optional<DayList> list_of(
    const std::string& file, const std::string& summary, icalcomponent* event
) {
    const auto apple = apple_mark_of(event);
    if (apple == "WORK-HOLIDAY")
        return DayList::holidays;
    if (apple == "ALTERNATE-WORKDAY")
        return DayList::workdays;
    const auto said = summary + " " + texts_of(event, ICAL_CATEGORIES_PROPERTY);
    const auto plain = without_swap(said);
    const bool off = has(plain, "休") || has(plain, "放假") || has(plain, "假期");
    const bool work = has(plain, "班");
    if (off != work)
        return work ? DayList::workdays : DayList::holidays;
    if (off || plain != said)
        throw wrong(file, summary, "看不出是休还是班；请在标题或类别中写明“休”或“班”");
    return std::nullopt;
}

/// "春节（休）", "春节 假期 第1天/共8天" -> "春节".
std::string name_of(const std::string& summary) {
    static constexpr std::array<std::string_view, 12> kMarks{
        "（", "(", "[", "【", " ", "休", "班", "放假", "假期", "补班", "上班", "调休"};
    auto end = summary.size();
    for (const auto mark : kMarks)
        if (const auto at = summary.find(mark); at != std::string::npos && at > 0)
            end = std::min(end, at);
    return summary.substr(0, end);
}

/// Throws ConfigError when it is no date.
sys_days day_of(const std::string& file, const std::string& label, const icaltimetype& time) {
    const std::chrono::year_month_day date{
        std::chrono::year{time.year},
        std::chrono::month{static_cast<unsigned>(time.month)},
        std::chrono::day{static_cast<unsigned>(time.day)}};
    if (!time.is_date || !date.ok())
        throw wrong(file, label, "不是全天事件；应写成 DTSTART;VALUE=DATE:YYYYMMDD");
    return sys_days{date};
}

/// The day after the last. Publishers who write the first day as the end mean one day.
sys_days end_of(const std::string& file, const Event& event, icalcomponent* component) {
    auto end = event.first + days{1};
    if (auto* property = first_of(component, ICAL_DTEND_PROPERTY))
        end = std::max(end, day_of(file, event.label, icalproperty_get_dtend(property)));
    else if (auto* duration = first_of(component, ICAL_DURATION_PROPERTY))
        end = std::max(
            end,
            event.first + days{icaldurationtype_as_int(icalproperty_get_duration(duration)) / 86400}
        );
    if (end - event.first > days{kLongestHoliday})
        throw wrong(file, event.label, "超过 31 天，不是节假日");
    return end;
}

bool is_cancelled(icalcomponent* event) {
    return icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED;
}

std::optional<Event> event_of(const std::string& file, icalcomponent* component) {
    const char* summary = icalcomponent_get_summary(component);
    Event event{.label = summary ? summary : ""};
    if (is_cancelled(component))
        return std::nullopt;
    const auto list = list_of(file, event.label, component);
    if (!list)
        return std::nullopt;
    if (event.label.empty())
        throw wrong(file, text_of(first_of(component, ICAL_DTSTART_PROPERTY)), "没有标题 SUMMARY");
    if (first_of(component, ICAL_RRULE_PROPERTY) || first_of(component, ICAL_RDATE_PROPERTY))
        throw wrong(file, event.label, "是重复事件；请逐年逐日列出");
    auto* start = first_of(component, ICAL_DTSTART_PROPERTY);
    if (!start)
        throw wrong(file, event.label, "没有日期 DTSTART");
    event.list = *list;
    event.name = name_of(event.label);
    event.first = day_of(file, event.label, icalproperty_get_dtstart(start));
    event.end = end_of(file, event, component);
    return event;
}

std::vector<Event> events_in(const std::string& file, icalcomponent* calendar) {
    std::vector<Event> events;
    for (auto* component = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         component;
         component = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        if (auto* error = first_of(component, ICAL_XLICERROR_PROPERTY))
            throw ConfigError(file + "：有无法识别的内容：" + text_of(error));
        if (auto event = event_of(file, component))
            events.push_back(std::move(*event));
    }
    return events;
}

/// Which years the file has in full: those with a day outside of December and January.
std::vector<int> years_in(const std::vector<Event>& events) {
    std::vector<int> years;
    for (const auto& event : events) {
        const std::chrono::year_month_day date{event.first};
        const bool is_edge =
            date.month() == std::chrono::December || date.month() == std::chrono::January;
        if (!is_edge)
            years.push_back(static_cast<int>(date.year()));
    }
    std::sort(years.begin(), years.end());
    years.erase(std::unique(years.begin(), years.end()), years.end());
    return years;
}

/// The year whose notice a day belongs to.
int year_for(sys_days day, const std::vector<int>& years) {
    const auto is_there = [&](int year) {
        return std::binary_search(years.begin(), years.end(), year);
    };
    const std::chrono::year_month_day date{day};
    const int own = year_of(day);
    if (is_there(own))
        return own;
    if (date.month() == std::chrono::December && is_there(own + 1))
        return own + 1;
    if (date.month() == std::chrono::January && is_there(own - 1))
        return own - 1;
    return own;
}

bool is_wanted(const IcsNotice& notice, sys_days day) {
    if (!notice.year)
        return true;
    const std::chrono::year year{*notice.year};
    return day >= sys_days{(year - std::chrono::years{1}) / std::chrono::December / 1} &&
           day < sys_days{(year + std::chrono::years{1}) / std::chrono::February / 1};
}

/// Without the byte order mark that some editors put in front.
std::string_view without_mark(std::string_view text) {
    static constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (text.starts_with(kMark))
        text.remove_prefix(kMark.size());
    return text;
}

std::string unvouched_source(const std::string& name) {
    return "导入自 " + std::filesystem::path(name).filename().string() + "，未注明放假安排通知";
}

Component parsed(const std::string& name, const std::string& text) {
    icalerror_set_errors_are_fatal(0);
    Component calendar(icalparser_parse_string(without_mark(text).data()));
    if (!calendar || icalcomponent_isa(calendar.get()) != ICAL_VCALENDAR_COMPONENT)
        throw ConfigError(name + "：不是有效的 iCalendar 文件（应有且只有一个 VCALENDAR）");
    return calendar;
}

}  // namespace

bool is_ics(std::string_view text) {
    return without_mark(text).starts_with("BEGIN:VCALENDAR");
}

std::vector<CalendarRow> parse_ics(
    const std::string& name, const std::string& text, const IcsNotice& notice
) {
    const auto calendar = parsed(name, text);
    const auto events = events_in(name, calendar.get());
    const auto years = notice.year ? std::vector<int>{*notice.year} : years_in(events);
    std::map<int, CalendarRow> rows;
    for (const auto& event : events) {
        for (auto day = event.first; day < event.end; day += days{1}) {
            if (!is_wanted(notice, day))
                continue;
            auto& row = rows[year_for(day, years)];
            row.file = name;
            row.year = year_for(day, years);
            add_day(row, event.list, iso_of(day), event.name);
        }
    }
    if (rows.empty())
        throw ConfigError(name + "：没有标明“休”或“班”的全天事件");
    std::vector<CalendarRow> all;
    for (auto& [year, row] : rows) {
        row.standing = notice.source.empty() ? "provisional" : "official";
        row.source = notice.source.empty() ? unvouched_source(name) : notice.source;
        all.push_back(std::move(row));
    }
    return all;
}

}  // namespace huiying::config
