// What the calendars do and do not cover: for the administrator, who must load next year's before
// it is needed. Used by app. Pure, safe from any thread.
#pragma once

#include "board/sla/working_calendar.hpp"

#include <vector>

namespace huiying::sla {

/// Next year's notice comes in October to December of the year before.
enum class NextYear { not_due_yet, official, provisional, missing };

struct Coverage {
    std::vector<int> gaps;  ///< years without a notice between two that have one
    int next_year = 0;
    NextYear next = NextYear::missing;
    /// Days that are off by law in every year (全国年节及纪念日放假办法: 1 January, 1 May, 1 to 3
    /// October) and that their year's notice leaves out: such a file is incomplete.
    std::vector<model::Date> missing_holidays;
};

/// `today`: before 1 November nobody can know next year's calendar.
[[nodiscard]] Coverage coverage_of(const model::CalendarFacts& facts, model::Date today);

/// One date that two calendars see differently.
struct ChangedDay {
    model::Date date;
    std::optional<bool> was_working;  ///< nullopt: not covered
    bool is_working = false;

    friend bool operator==(const ChangedDay&, const ChangedDay&) = default;
};

/// Dates of the year that become working days or days off, in order; also those that `before` did
/// not cover and that are not what their weekday says.
[[nodiscard]] std::vector<ChangedDay> changed_days(
    const WorkingCalendar& before, const WorkingCalendar& after, int year
);

}  // namespace huiying::sla
