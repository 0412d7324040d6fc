// Everything that the clocks of one citizen's message say, from its facts: both due times with
// pauses and extensions. Used by desk and app. Pure, safe from any thread. Which event stops which
// clock is the caller's table; this file only counts. Policies: due_times.hpp.
#pragma once

#include "board/sla/due_times.hpp"
#include "board/sla/workday_count.hpp"

namespace huiying::sla {

/// More time, asked for and granted.
struct Extension {
    int workdays = 0;
    model::Instant granted_at{};

    friend bool operator==(const Extension&, const Extension&) = default;
};

/// unknown: the due time in force then needs a year without a calendar.
enum class ExtensionVerdict { refused, accepted, unknown };

struct MessageFacts {
    model::Instant received_at{};
    PauseLedger pauses;
    std::vector<Extension> extensions;          ///< in the order they were granted
    std::optional<int> max_extension_workdays;  ///< in total; nullopt: no cap
};

struct MessageClock {
    model::Date receipt_date;
    model::Date day0;  ///< the receipt date, or that of the response due: see CountFrom
    model::Result<DueInstant> response{DueInstant{}};
    model::Result<ClockReading> final_reply{ClockReading{}};
    std::vector<ExtensionVerdict> extensions;  ///< one each
};

/// Pauses and extensions move the final reply, never the response. An extension is accepted when it
/// was granted not after the due time in force without it, and the cap is not passed; while the
/// clock stands still none is late. Errors are those of its two parts: see due_times.hpp and
/// workday_count.hpp; bad_request also for an extension by less than nothing.
[[nodiscard]] MessageClock message_clock(
    const WorkingCalendar& calendar,
    const model::ClockPolicy& policy,
    const MessageFacts& facts,
    CountFrom count_from = CountFrom::receipt_date
);

/// Whether something done then came in time for a clock that said `reading`, counted from `day0`;
/// where the due time needs a year without a calendar, all before that year is.
[[nodiscard]] ExtensionVerdict came_in_time(
    const WorkingCalendar& calendar,
    model::Date day0,
    const model::Result<ClockReading>& reading,
    model::Instant done_at
);

}  // namespace huiying::sla
