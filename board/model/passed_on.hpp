// What another body took in and passed on to the town (转办): the earlier of its date and the
// town's own holds, and what was late already when it came is nobody's here. Used by store (the
// kept figures) and desk. Pure, safe from any thread.
#pragma once

#include "board/model/ticket.hpp"

#include <optional>
#include <string_view>

namespace huiying::model {

/// The channel of what was passed on; the ticket's account is the body that did, its sender that
/// body's own number of the matter.
inline constexpr std::string_view kUpstream = "upstream";

[[nodiscard]] bool is_passed_on(const Ticket& ticket);

/// `counted`, or the date that the passing body wants it by where that is earlier. A later round
/// (rework, reopening) is the town's own: its date is not bounded.
[[nodiscard]] std::optional<Instant> bounded_due(
    const Ticket& ticket, const std::optional<Instant>& counted
);

/// Whether a clock of that due time was over when the matter came.
[[nodiscard]] bool is_late_on_arrival(const Ticket& ticket, const std::optional<Instant>& due);

}  // namespace huiying::model
