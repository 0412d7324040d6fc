// What must be true at the end of the year: every ticket ended, every date and figure as an
// independent count has it, everybody told once, in time and at a decent hour. Each answers with
// what it found wrong, in words.
#pragma once

#include "replay.hpp"
#include "simulation.hpp"

#include <string>
#include <vector>

namespace huiying::year {

using Faults = std::vector<std::string>;

[[nodiscard]] Faults check_endings(store::Connection& connection);
[[nodiscard]] Faults check_dates(store::Connection& connection, const Replay& replay);
[[nodiscard]] Faults check_figures(SimulatedTown& town, const Replay& replay);
/// The product's own recount.
[[nodiscard]] Faults check_report(SimulatedTown& town);

/// Nobody twice; nothing but the same-day warning outside notice hours.
[[nodiscard]] Faults check_notices(store::Connection& connection, const PlainCalendar& calendar);
/// Whoever owed a reply the morning after its date was told, the silent unit's lead and the office
/// among them; nobody else was.
[[nodiscard]] Faults check_breaches(
    store::Connection& connection, const SimulatedTown& town, const Replay& replay
);
/// Every opinion and promise has the replayed date and end.
[[nodiscard]] Faults check_beside(store::Connection& connection, const Replay& replay);
/// What the manager of the office read each morning is what was open then.
[[nodiscard]] Faults check_mornings(
    const std::vector<MorningSeen>& mornings, const Replay& replay, const PlainCalendar& calendar
);
/// What nobody judged was closed by the clock when its days were over, and nothing else.
[[nodiscard]] Faults check_closings(
    store::Connection& connection, const PlainCalendar& calendar, Ms now
);
[[nodiscard]] Faults check_emergency(
    store::Connection& connection, const SimulatedTown& town, const std::string& number
);

}  // namespace huiying::year
