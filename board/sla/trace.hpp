// How a due time came about, date by date, each with the notice that makes it what it is: for the
// question "how did you get that date?". Used by app, later by desk and the public page. Plain
// values, made here by walking the calendar day by day, beside the sums by which the clocks count.
// Pure, safe from any thread.
#pragma once

#include "board/sla/due_times.hpp"
#include "board/sla/periods.hpp"
#include "board/sla/workday_count.hpp"
#include "board/sla/working_hours.hpp"

#include <string>
#include <vector>

namespace huiying::sla {

/// What a date did to the clock.
enum class TraceStep {
    day_zero,     ///< the day of receipt: never counted
    counted,      ///< one more day, or working time used
    day_off,      ///< no working day
    paused,       ///< a working day at whose close the clock stood still
    after_close,  ///< a working day, but received after it closed
    rest_day,     ///< the period in calendar days ended on this day off and rolls on
    closed,       ///< no day off, and yet without working hours
    stopped,      ///< the clock stands still from here on
    not_covered   ///< no calendar for this date
};

struct TraceDay {
    model::Date date;
    std::optional<DayKind> kind;  ///< nullopt: not looked up, or not covered
    std::string name;             ///< the holiday's, also on a day worked in lieu
    std::string source;           ///< the notice that makes it so
    bool provisional = false;
    TraceStep step = TraceStep::counted;
    int count = 0;                ///< days counted so far, this one included
    std::vector<Span> open;       ///< working-hours only
    std::chrono::seconds used{};  ///< working-hours only: of the budget, on this date
};

/// All dates that a clock looked at, in order. The last row is the date of `due`, or the one at
/// which the clock stands still or its calendar ends.
struct Trace {
    std::vector<TraceDay> days;
    std::optional<model::Instant> due;
    std::optional<model::Errc> error;  ///< without a due time; neither: the clock stands still
    bool provisional = false;
};

/// Of response_due.
[[nodiscard]] Trace trace_response(
    const WorkingCalendar& calendar, const model::ClockPolicy& policy, model::Instant received
);
/// Of read_clock. REQUIRES: workdays >= 1.
[[nodiscard]] Trace trace_workdays(
    const WorkingCalendar& calendar, const WorkdayCount& count, const PauseLedger& pauses = {}
);
/// Of calendar_days_due. REQUIRES: 1 <= days <= WorkingCalendar::kMaxDays.
[[nodiscard]] Trace trace_calendar_days(
    const WorkingCalendar& calendar, const CalendarDayCount& count
);
/// Of hours_due.
[[nodiscard]] Trace trace_hours(
    const WorkingCalendar& calendar,
    const WorkingHours& hours,
    const HoursBudget& budget,
    const PauseLedger& pauses = {}
);

}  // namespace huiying::sla
