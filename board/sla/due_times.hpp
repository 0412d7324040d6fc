// Both due times of a citizen's message: the response (当天有回应) and the final reply (n working
// days). Used by desk and intake. Pure, safe from any thread. A due instant is inclusive: an action
// at t is on time when t <= due; resolution is one second. The clock starts when the citizen
// submits; the day of receipt is day 0 and never counted (民法典 article 201).
#pragma once

#include "board/model/calendar.hpp"
#include "board/model/errc.hpp"

namespace huiying::sla {

class WorkingCalendar;

/// What day 0 is: the receipt date, or, for towns that count out-of-hours messages as received on
/// the next working day, the date of the response due (only with MessagePolicy::next_working_day).
enum class CountFrom { receipt_date, effective_receipt };

/// Due instant and whether it rests on a provisional year.
struct DueInstant {
    model::Instant at{};
    bool provisional = false;

    friend bool operator==(const DueInstant&, const DueInstant&) = default;
};

/// same_calendar_day: 23:59:59 of the receipt date, always, also on holidays, whatever the closing
/// time. next_working_day: close of the receipt date when that is a working day and `received` is
/// not after its close, else close of the next working day. Errors: calendar_not_covered (the
/// latter policy only).
[[nodiscard]] model::Result<DueInstant> response_due(
    const WorkingCalendar& calendar, const model::ClockPolicy& policy, model::Instant received
);

/// Close of the policy's nth working day after day 0, without pauses and extensions (those are in
/// message_clock.hpp). Errors: calendar_not_covered, search_too_long.
[[nodiscard]] model::Result<DueInstant> final_due(
    const WorkingCalendar& calendar,
    const model::ClockPolicy& policy,
    model::Instant received,
    CountFrom count_from = CountFrom::receipt_date
);

/// 先行联系: within so many working days of receipt a person speaks with the citizen.
inline constexpr int kContactWorkdays = 1;

/// Close of the first working day after the receipt date. Errors: calendar_not_covered,
/// search_too_long.
[[nodiscard]] model::Result<DueInstant> contact_due(
    const WorkingCalendar& calendar, const model::ClockPolicy& policy, model::Instant received
);

/// All, with the versions of the calendar and the policy they rest on. A final due time that needs
/// an uncovered year is absent and the result provisional; a response due that needs one is the end
/// of the receipt date (never later than the true one), provisional too.
[[nodiscard]] model::DueTimes due_times(
    const WorkingCalendar& calendar,
    const model::ClockPolicy& policy,
    model::Instant received,
    CountFrom count_from = CountFrom::receipt_date
);

/// Whether an action at `actual` meets `due`: inclusive, compared in whole seconds.
[[nodiscard]] bool is_on_time(model::Instant actual, model::Instant due);

/// Whether the promise is broken: from three timestamps, never from a flag that somebody set in
/// time or too late. `fact`: when it was done, nullopt while it is not. A clock without a due time
/// (it stands still, or its year has no calendar) is not broken.
[[nodiscard]] bool is_breached(
    std::optional<model::Instant> due, std::optional<model::Instant> fact, model::Instant now
);

}  // namespace huiying::sla
