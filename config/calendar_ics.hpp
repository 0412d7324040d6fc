// Published holiday calendars in iCalendar form (RFC 5545), read into rows of calendar_files.hpp.
// All-day events whose summary or categories say 休 or 班, as Chinese calendars do, or that carry
// Apple's X-APPLE-SPECIAL-DAY; other events are observances and left out. The only user of libical.
// Not safe from two threads: the library keeps its error state in globals.
#pragma once

#include "config/calendar_files.hpp"

#include <optional>

namespace huiying::config {

/// Whether these bytes are meant as iCalendar.
bool is_ics(std::string_view text);

/// What an iCalendar file does not say itself.
struct IcsNotice {
    std::optional<int> year;  ///< take this year only; nullopt: every year in the file
    std::string source;       ///< the notice; "": nobody vouches for the file, so provisional
};

/// One row a year. Days of a December stand with the year after where the file has nothing else of
/// their own year, days of a January likewise with the year before. Throws ConfigError with file,
/// event and reason: no iCalendar, no such day in it, an event that is neither clearly 休 nor 班,
/// is not all-day, repeats, or lasts longer than a holiday; and all that `add_day` refuses.
std::vector<CalendarRow> parse_ics(
    const std::string& name, const std::string& text, const IcsNotice& notice
);

}  // namespace huiying::config
