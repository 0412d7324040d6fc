// Two ways to read a due time that need no message: days that are left or overdue, and periods in
// calendar days. Used by desk and app. Pure, safe from any thread.
#pragma once

#include "board/sla/due_times.hpp"
#include "board/sla/workday_count.hpp"

namespace huiying::sla {

/// How far it is to a due time, or how far past it, in working days.
struct Remaining {
    bool is_overdue = false;
    int remaining_workdays = 0;  ///< 0 on the due date
    int overdue_workdays = 0;
    bool provisional = false;

    friend bool operator==(const Remaining&, const Remaining&) = default;
};

/// Errors: calendar_not_covered.
[[nodiscard]] model::Result<Remaining> remaining_workdays(
    const WorkingCalendar& calendar, model::Instant due, model::Instant now
);

struct CalendarDayCount {
    model::Date day0;
    int days = 15;
    std::chrono::seconds close = kEndOfDay;
};

/// Close of the nth calendar day after day 0 or, when that is a day off, of the first working day
/// after it (民法典 articles 201 and 203). For periods that a law gives in days: petitions' 15, 60
/// and 90 (信访工作条例 articles 23 and 34). Errors: bad_request when days < 1;
/// calendar_not_covered; search_too_long.
[[nodiscard]] model::Result<DueInstant> calendar_days_due(
    const WorkingCalendar& calendar, const CalendarDayCount& count
);

}  // namespace huiying::sla
