// One ticket's promised dates, counted anew from its facts by the present calendar and policy: the
// same count that made them. Private to this room, used by the recount and by the explanation of a
// ticket's dates. No I/O.
#pragma once

#include "board/desk/town.hpp"
#include "board/sla/promise.hpp"
#include "board/store/due_repository.hpp"
#include "board/workflow/clock_events.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// From what the final due time of the present round follows; nullopt for a later round of an old
/// record, whose beginning nobody knows.
[[nodiscard]] std::optional<sla::PromiseFacts> promise_facts(
    const TownSnapshot& town, const store::PromisedDates& dates
);

/// What became of one clock.
struct ClockRenewal {
    workflow::Clock clock = workflow::Clock::final_reply;
    std::optional<model::Instant> told;
    std::optional<model::Instant> counted;
    sla::RenewedDue due;
};

/// A rung of the new ladder whose time has passed: over where the old one of its kind is.
struct PassedRung {
    std::string key;
    std::string old_key;
    std::string rung;
    model::Instant at{};
};

struct RenewedTicket {
    const store::PromisedDates* before = nullptr;
    model::DueTimes due;
    std::optional<model::Instant> own_response_due;  ///< of a ticket that carries others
    std::optional<model::Instant> own_final_due;
    std::vector<ClockRenewal> clocks;  ///< those that are not as they were
    std::vector<PassedRung> passed;
    std::optional<model::Instant> next_rung;  ///< of the new ladder, after now

    [[nodiscard]] const ClockRenewal* find(workflow::Clock clock) const;
};

/// `carried`: the tickets that this one carries; it keeps the earliest date of all. `dates` must
/// outlive the result.
[[nodiscard]] RenewedTicket renew(
    const TownSnapshot& town,
    const store::PromisedDates& dates,
    const std::vector<store::PromisedDates>& carried,
    model::Instant now
);

}  // namespace huiying::desk
