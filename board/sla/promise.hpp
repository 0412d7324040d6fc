// Counting a promise anew: the facts from which a final due time follows, and what becomes of a
// date that was told when the calendar or the policy gives another one. A citizen who was told a
// date keeps it or gets a later one with a reason, never an earlier one unawares. Used by desk.
// Pure, safe from any thread.
#pragma once

#include "board/sla/due_times.hpp"
#include "board/sla/workday_count.hpp"

namespace huiying::sla {

struct PromiseFacts {
    model::Instant counted_from{};  ///< receipt, or where a later round began
    int workdays = 5;
    int extension_workdays = 0;  ///< granted, all together
    PauseLedger pauses;
};

/// The count that the promise is.
[[nodiscard]] WorkdayCount count_of(const model::ClockPolicy& policy, const PromiseFacts& facts);

/// Errors: those of read_clock.
[[nodiscard]] model::Result<ClockReading> promised_reply(
    const WorkingCalendar& calendar, const model::ClockPolicy& policy, const PromiseFacts& facts
);

enum class Renewal {
    same,       ///< the date that was told, of the same standing
    confirmed,  ///< the date that was told, not provisional any more
    known,      ///< there was no date, now there is one
    later,
    kept,      ///< counted anew it would be earlier: the one that was told stays
    uncovered  ///< a year is not covered any more: the one that was told stays, provisionally
};

struct RenewedDue {
    std::optional<model::Instant> due;  ///< what is promised from now on
    Renewal renewal = Renewal::same;
    bool provisional = false;

    friend bool operator==(const RenewedDue&, const RenewedDue&) = default;
};

/// `told`: the date in force, nullopt while there was none. `counted`: nullopt where a year is not
/// covered. Resolution is one second.
[[nodiscard]] RenewedDue renewed(
    const std::optional<DueInstant>& told, const std::optional<DueInstant>& counted
);

}  // namespace huiying::sla
