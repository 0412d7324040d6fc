// What one person is told at once in the morning: what is overdue, due today, due on the next
// working day. Used by whoever sends notices and by the manager's brief. Pure, safe from any
// thread.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/instant.hpp"
#include "board/workflow/clock_events.hpp"

#include <string>
#include <vector>

namespace huiying::sla {
class WorkingCalendar;
}

namespace huiying::workflow {

/// An open due time that somebody answers for.
struct OpenDeadline {
    std::string number;
    Clock clock = Clock::final_reply;
    model::Instant due{};
    std::string unit{};  ///< of an assisting unit's part, else empty

    friend bool operator==(const OpenDeadline&, const OpenDeadline&) = default;
};

/// Each list by due time. Later ones are not told yet.
struct Digest {
    std::vector<OpenDeadline> overdue;
    std::vector<OpenDeadline> today;
    std::vector<OpenDeadline> next_working_day;  ///< and the rest days before it

    [[nodiscard]] bool empty() const {
        return overdue.empty() && today.empty() && next_working_day.empty();
    }
};

/// Errors: calendar_not_covered.
[[nodiscard]] model::Result<Digest> digest_of(
    const sla::WorkingCalendar& calendar, std::vector<OpenDeadline> open, model::Instant now
);

}  // namespace huiying::workflow
