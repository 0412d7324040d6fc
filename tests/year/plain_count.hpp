// Days counted one by one, from the calendar files read here: what the product's sums, stamps and
// figures are held against. Knows nothing of board/.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace huiying::year {

/// Unix milliseconds, and days since 1970 in Shanghai (no summer time).
using Ms = std::int64_t;
using Day = std::int64_t;

inline constexpr Ms kMinute = 60'000;
inline constexpr Ms kHour = 60 * kMinute;
inline constexpr Ms kDay = 24 * kHour;

[[nodiscard]] Day day_of(Ms at);
/// Since midnight.
[[nodiscard]] Ms time_of(Ms at);
/// An instant of a day.
[[nodiscard]] Ms at(Day day, Ms time);
/// 23:59:59.
[[nodiscard]] Ms end_of(Day day);
/// "2026-10-01".
[[nodiscard]] Day day(const std::string& iso);
/// "2026-10-01 21:59:59"
[[nodiscard]] std::string text_of(Ms at);

/// A clock stands still on [from, to).
struct Stop {
    Ms from = 0;
    Ms to = 0;
};

class PlainCalendar {
  public:
    /// The files of these years, both included.
    PlainCalendar(int first, int last);

    [[nodiscard]] bool works(Day day) const;
    /// The nth working day after `day`.
    [[nodiscard]] Day nth_after(Day day, int n) const;
    /// The same, of days at whose end none of these stopped the clock.
    [[nodiscard]] Day nth_running_after(Day day, int n, const std::vector<Stop>& stops) const;

  private:
    std::set<Day> off_;
    std::set<Day> worked_;
};

}  // namespace huiying::year
