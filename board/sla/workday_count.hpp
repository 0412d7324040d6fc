// Counting working days with pauses: what all clocks of this room that count days rest on. Pure,
// safe from any thread. A day counts when it is a working day and the clock runs at its closing
// time; day 0 never counts (民法典 article 201). No time is spent on the days between.
#pragma once

#include "board/sla/pause_ledger.hpp"
#include "board/sla/working_calendar.hpp"

namespace huiying::sla {

/// The last second of a day: closing time where nobody says otherwise.
inline constexpr std::chrono::seconds kEndOfDay{23 * 3600 + 59 * 60 + 59};

struct WorkdayCount {
    model::Date day0;
    int workdays = 5;
    std::chrono::seconds close = kEndOfDay;
};

/// What a clock says.
struct ClockReading {
    std::optional<model::Instant> due;  ///< nullopt: the clock stands still
    int excluded_workdays = 0;  ///< working days up to `due` that a pause took out; REQUIRES due
    bool provisional = false;

    friend bool operator==(const ClockReading&, const ClockReading&) = default;
};

/// Close of the nth counted day after day 0; stopped when a pause without end comes first. Errors:
/// bad_request when workdays < 1; calendar_not_covered; search_too_long when the due date is more
/// than WorkingCalendar::kMaxDays after day 0.
[[nodiscard]] model::Result<ClockReading> read_clock(
    const WorkingCalendar& calendar, const WorkdayCount& count, const PauseLedger& pauses = {}
);

/// Dates d with date(from) < d <= date(to).
struct Elapsed {
    model::Instant from{};
    model::Instant to{};
    std::chrono::seconds close = kEndOfDay;
};

/// How many of them are working days at whose close the clock ran. Errors: calendar_not_covered.
[[nodiscard]] model::Result<WorkdaySum> elapsed_workdays(
    const WorkingCalendar& calendar, const Elapsed& elapsed, const PauseLedger& pauses = {}
);

}  // namespace huiying::sla
