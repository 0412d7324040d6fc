#include "board/workflow/notice_hours.hpp"

#include "board/sla/working_calendar.hpp"

namespace huiying::workflow {

using model::Date;
using model::Instant;
using model::Result;
using std::chrono::days;
using std::chrono::sys_days;

Result<Instant> next_notice_instant(
    const sla::WorkingCalendar& calendar, const NoticeHours& hours, Instant at
) {
    const auto date = model::local_date(at);
    const auto time = model::local_time_of_day(at);
    const auto working = calendar.is_working_day(date);
    if (working.has_error())
        return working.error();
    if (*working && time < hours.opens)
        return model::at_local(date, hours.opens);
    if (*working && time < hours.closes)
        return at;
    const auto next = calendar.nth_working_day_after(date, 1);
    if (next.has_error())
        return next.error();
    return model::at_local(next->date, hours.opens);
}

Instant window_of(const NoticeHours& hours, Instant at) {
    const auto opening = model::at_local(model::local_date(at), hours.opens);
    if (at < opening)
        return opening;
    const auto since = std::chrono::duration_cast<std::chrono::minutes>(at - opening);
    return opening + since / hours.window * hours.window;
}

Result<Date> working_day_before(const sla::WorkingCalendar& calendar, Date date, int count) {
    if (count < 0)
        return model::Errc::bad_request;
    auto day = sys_days(date);
    for (int looked = 0; looked < sla::WorkingCalendar::kMaxDays; ++looked, day -= days{1}) {
        const auto working = calendar.is_working_day(Date(day));
        if (working.has_error())
            return working.error();
        // The day itself is not counted when an earlier one is asked for.
        if (!*working || (day == sys_days(date) && count > 0))
            continue;
        if (--count <= 0)
            return Date(day);
    }
    return model::Errc::bad_request;
}

}  // namespace huiying::workflow
