// Which open tickets will be late, from how fast their unit has answered lately. Pure.
//
// The formula, as the page says it: pace = final replies that the unit gave in the last 28 days (in
// a younger record: since its first day), divided by the working days among them. A unit works off
// what is due first. Until the end of day d it answers pace × (working days from today to d)
// tickets, rounded down; of those due until d, overdue ones included, what goes beyond that will be
// late. Of the tickets due on d itself as many are counted as there are at most.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

namespace huiying::desk {

inline constexpr std::chrono::days kPaceDays{28};

/// Open tickets of a unit that are due on one day.
struct DueLoad {
    std::chrono::sys_days day;
    int count = 0;
    int workdays = 0;  ///< from today to that day, both counted
};

struct UnitLoad {
    int overdue = 0;
    std::vector<DueLoad> days;  ///< by day
    int replied = 0;            ///< in the last kPaceDays
    int workdays = 0;           ///< among those
};

struct Forecast {
    std::optional<double> pace;  ///< tickets a working day; nullopt: no reply, nothing to go by
    int open = 0;                ///< due later, not overdue
    int late = 0;                ///< of those
    std::optional<std::chrono::sys_days> first_late;  ///< due day of the first of them
    std::optional<std::chrono::sys_days> last_late;
};

/// Without a pace nothing is said to be late.
[[nodiscard]] Forecast forecast_of(const UnitLoad& load);

}  // namespace huiying::desk
