#include "board/sla/workday_count.hpp"

#include <algorithm>

namespace huiying::sla {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

/// Whether the count from a day on comes to its end before the next pause.
bool ends_before(const WorkingCalendar& calendar, sys_days from, int left, sys_days next_stopped) {
    const auto last = calendar.nth_working_day_after(from, left);
    return last && sys_days{last->date} < next_stopped;
}

/// The count from a day on that no pause follows.
model::Result<ClockReading> count_to_end(
    const WorkingCalendar& calendar, const WorkdayCount& count, sys_days from, int left
) {
    const auto last = calendar.nth_working_day_after(from, left);
    if (!last)
        return calendar.no_end(count.day0);
    const sys_days due{last->date};
    const sys_days day0{count.day0};
    if (due - day0 > days{WorkingCalendar::kMaxDays})
        return calendar.no_end(count.day0);
    const auto all = calendar.working_days(day0, due);
    if (!all)
        return calendar.no_end(count.day0);
    return ClockReading{
        model::at_local(due, count.close), all->days - count.workdays, all->provisional};
}

}  // namespace

model::Result<ClockReading> read_clock(
    const WorkingCalendar& calendar, const WorkdayCount& count, const PauseLedger& pauses
) {
    if (count.workdays < 1 || !count.day0.ok())
        return model::Errc::bad_request;
    const sys_days day0{count.day0};
    sys_days from = day0;
    int left = count.workdays;
    for (const auto& stopped : pauses.stopped_days(count.close)) {
        if (stopped.last && *stopped.last <= from)
            continue;
        if (stopped.first - day0 > days{WorkingCalendar::kMaxDays})
            break;
        if (ends_before(calendar, from, left, stopped.first))
            break;
        const auto running = calendar.working_days(from, stopped.first - days{1});
        if (!running || running->days >= left)
            return calendar.no_end(count.day0);
        if (!stopped.last) {
            const auto seen = calendar.working_days(day0, stopped.first - days{1});
            return ClockReading{std::nullopt, 0, seen && seen->provisional};
        }
        left -= running->days;
        from = *stopped.last;
    }
    return count_to_end(calendar, count, from, left);
}

model::Result<WorkdaySum> elapsed_workdays(
    const WorkingCalendar& calendar, const Elapsed& elapsed, const PauseLedger& pauses
) {
    const sys_days after{model::local_date(elapsed.from)};
    const sys_days until{model::local_date(elapsed.to)};
    auto sum = calendar.working_days(after, until);
    if (!sum)
        return sum.error();
    for (const auto& stopped : pauses.stopped_days(elapsed.close)) {
        const auto first = std::max(stopped.first - days{1}, after);
        const auto last = stopped.last ? std::min(*stopped.last, until) : until;
        // Within what was covered above.
        sum->days -= calendar.working_days(first, last).value().days;
    }
    return sum;
}

}  // namespace huiying::sla
