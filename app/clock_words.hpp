// Times, spans and pauses as people write them on the command line and in files of cases. Used by
// the clock commands. Pure.
#pragma once

#include "board/sla/pause_ledger.hpp"
#include "board/sla/working_hours.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::app {

/// "17:30:00"; nullopt when it is no time of day.
std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text);
/// "HH:MM:SS"
std::string to_time_of_day(std::chrono::seconds time);

/// RFC 3339, or "2026-11-23T09:30[:00]" in the town's time.
std::optional<model::Instant> parse_moment(std::string_view text);

/// "09:00-11:30", "18:00-24:00".
std::optional<sla::Span> parse_span(std::string_view text);
std::string to_text(const sla::Span& span);

/// "FROM/TO", or "FROM/" for one that lasts.
std::optional<sla::Pause> parse_pause(std::string_view text);

/// "a,b" as its parts; an empty text has none.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace huiying::app
