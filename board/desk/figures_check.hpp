// Counts every figure of the dashboard again, from each ticket's times, and every cell of the tally
// by SQL of its own; and holds the times to the ticket's history: for `huiying report verify`, and
// for whoever doubts a figure. Thread rule: safe from any thread; blocking, some seconds in a big
// record.
#pragma once

#include "board/desk/dashboard.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace huiying::desk {

/// A figure that is not what the tickets say.
struct FigureDifference {
    std::string
        figure;  ///< "units.cjzx.rates.contact.met"; of the tally "u 2026-11-26 cjzx.received"
    std::int64_t shown = 0;
    std::int64_t counted = 0;
};

/// A time on which figures rest and for which the ticket's history has no line.
struct UnprovenTime {
    std::string number;  ///< of the ticket
    std::string time;    ///< which one: "replied_at"
    model::Instant at{};
};

struct FiguresVerdict {
    model::Instant at{};
    int tickets = 0;
    int figures = 0;  ///< that were compared
    std::vector<FigureDifference> differences;
    std::vector<UnprovenTime> unproven;
};

class FiguresCheck {
  public:
    FiguresCheck(store::Database& database, const Town& town, const model::Clock& clock)
        : dashboard_(database, town, clock) {}

    /// All in one snapshot of the record: a running server disturbs nothing.
    [[nodiscard]] FiguresVerdict run() const;

  private:
    const Dashboard dashboard_;
};

}  // namespace huiying::desk
