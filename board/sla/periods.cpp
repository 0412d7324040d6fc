#include "board/sla/periods.hpp"

namespace huiying::sla {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

}  // namespace

model::Result<Remaining> remaining_workdays(
    const WorkingCalendar& calendar, model::Instant due, model::Instant now
) {
    const sys_days today{model::local_date(now)};
    const sys_days last{model::local_date(due)};
    const bool is_overdue = is_breached(due, std::nullopt, now);
    const auto apart =
        is_overdue ? calendar.working_days(last, today) : calendar.working_days(today, last);
    if (!apart)
        return apart.error();
    return Remaining{
        is_overdue, is_overdue ? 0 : apart->days, is_overdue ? apart->days : 0, apart->provisional};
}

model::Result<DueInstant> calendar_days_due(
    const WorkingCalendar& calendar, const CalendarDayCount& count
) {
    if (count.days < 1 || !count.day0.ok())
        return model::Errc::bad_request;
    const sys_days day0{count.day0};
    if (count.days > WorkingCalendar::kMaxDays)
        return model::Errc::search_too_long;
    const auto due = calendar.nth_working_day_after(day0 + days{count.days - 1}, 1);
    if (!due)
        return due.error();
    if (sys_days{due->date} - day0 > days{WorkingCalendar::kMaxDays})
        return model::Errc::search_too_long;
    return DueInstant{model::at_local(due->date, count.close), due->provisional};
}

}  // namespace huiying::sla
