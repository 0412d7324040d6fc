// Working-day calendar and clock policy as values; board/sla does the arithmetic, config/calendar/
// holds the facts.
#pragma once

#include "board/model/instant.hpp"

#include <map>
#include <string>

namespace huiying::model {

/// Whether a year's days are the State Council's notice or only the statutory days known so far.
enum class CalendarStanding { official, provisional };

/// One year of the State Council's holiday notice (国办发明电). Dates may lie in the neighbouring
/// year.
struct CalendarYear {
    int year = 0;
    CalendarStanding standing = CalendarStanding::official;
    std::string source;  ///< the notice and where it is published
    std::map<std::chrono::sys_days, std::string> holidays;  ///< day off -> name
    std::map<std::chrono::sys_days, std::string> workdays;  ///< day worked in lieu -> name
};

struct CalendarFacts {
    std::string version;                ///< identifies the facts, stored with each due time
    std::map<int, CalendarYear> years;  ///< a year is covered when it is a key
};

enum class MessagePolicy { same_calendar_day, next_working_day };

/// The promise to citizens: response the same day, final reply within `final_workdays`.
struct ClockPolicy {
    MessagePolicy message = MessagePolicy::same_calendar_day;
    std::chrono::seconds close{23 * 3600 + 59 * 60 + 59};  ///< closing time of a day, inclusive
    int final_workdays = 5;
    std::string version = "default";
};

/// Both due times of a message. A due time in a year without an official calendar is provisional or
/// absent.
struct DueTimes {
    Instant response_due{};
    std::optional<Instant> final_due;      ///< nullopt: needs a year that no calendar covers
    bool provisional = false;              ///< true: rests on a provisional year, or is absent
    std::optional<Instant> contact_due{};  ///< 先行联系; nullopt: as with final_due
    std::string calendar_version;
    std::string policy_version;

    friend bool operator==(const DueTimes&, const DueTimes&) = default;
};

}  // namespace huiying::model
