#include "board/sla/catalogue_due.hpp"

#include "board/sla/trace_words.hpp"

namespace huiying::sla {
namespace {

using model::Date;
using model::DueKind;

constexpr int kMonthsOfYear = 12;
constexpr int kMonthsOfQuarter = 3;
constexpr std::string_view kProvisional = "（按暂行日历，以放假通知为准）";

std::string dated(Date date) {
    return model::to_iso(date) + "（" + weekday_word(date) + "）";
}

std::string uncovered_words(const WorkingCalendar& calendar, Date from) {
    return std::to_string(calendar.first_uncovered_year(from)) + "年的放假安排还没有公布";
}

/// Why a day is off.
std::string off_words(const WorkingCalendar& calendar, Date date) {
    const auto name = calendar.day_name(date);
    return name.empty() ? "休息日" : name;
}

/// The day of that month; a month that is shorter ends earlier.
Date day_in(std::chrono::year_month month, int day) {
    const Date wanted = month / std::chrono::day(static_cast<unsigned>(day));
    return wanted.ok() ? wanted : Date(month / std::chrono::last);
}

/// Months between two days of a period, and the first of them in the year.
struct Step {
    int months = 1;
    int first = 1;
};

Step step_of(const model::DuePeriod& period) {
    if (period.kind == DueKind::monthly)
        return {1, 1};
    return {period.kind == DueKind::quarterly ? kMonthsOfQuarter : kMonthsOfYear, period.month};
}

}  // namespace

PublicationDue due_after_event(const WorkingCalendar& calendar, Date event, int workdays) {
    const auto counted = calendar.nth_working_day_after(event, workdays);
    const auto begin =
        model::to_iso(event) + "起（当天不算）" + std::to_string(workdays) + "个工作日";
    if (counted.has_error())
        return {std::nullopt, true, begin + "：" + uncovered_words(calendar, event) + "，日期待定"};
    return {
        counted->date,
        counted->provisional,
        begin + "，到" + dated(counted->date) +
            (counted->provisional ? std::string(kProvisional) : std::string())};
}

PublicationDue due_on_day(const WorkingCalendar& calendar, Date nominal) {
    const auto day = calendar.day(nominal);
    if (day.has_error())
        return {
            nominal,
            true,
            dated(nominal) + "：" + uncovered_words(calendar, nominal) + "，遇休息日再顺延"};
    const auto note = day->provisional ? std::string(kProvisional) : std::string();
    if (day->is_working())
        return {nominal, day->provisional, dated(nominal) + "是工作日" + note};
    const auto next = calendar.nth_working_day_after(nominal, 1);
    const auto off = dated(nominal) + "是" + off_words(calendar, nominal);
    if (next.has_error())
        return {
            nominal, true, off + "，" + uncovered_words(calendar, nominal) + "，顺延到哪天待定"};
    return {
        next->date,
        next->provisional,
        off + "，顺延到下一个工作日" + dated(next->date) +
            (next->provisional ? std::string(kProvisional) : std::string())};
}

std::vector<Date> nominal_days(const model::DuePeriod& period, Date from, Date until) {
    if (period.kind == DueKind::event)
        return {};
    if (period.kind == DueKind::once) {
        const auto day = model::parse_iso_date(period.date);
        return day ? std::vector{*day} : std::vector<Date>{};
    }
    const auto [months, first] = step_of(period);
    if (period.day < 1 || first < 1 || first > kMonthsOfYear)
        return {};
    std::vector<Date> days;
    auto month = from.year() / std::chrono::month(static_cast<unsigned>(first));
    for (;; month += std::chrono::months(months)) {
        const auto day = day_in(month, period.day);
        if (day < from)
            continue;
        days.push_back(day);
        if (day > until)
            return days;
    }
}

}  // namespace huiying::sla
