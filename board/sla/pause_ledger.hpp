// When a clock stood still: intervals, never a running counter, so that every due time can be
// counted again from the facts. Used by the clocks of this room. A value, safe from any thread.
// Resolution is one second.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/instant.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace huiying::sla {

/// A clock stands still on [from, to); without `to` it still does.
struct Pause {
    model::Instant from{};
    std::optional<model::Instant> to;

    friend bool operator==(const Pause&, const Pause&) = default;
};

/// Dates in a row at whose closing time the clock stands still; without `last` all that follow.
struct StoppedDays {
    std::chrono::sys_days first{};
    std::optional<std::chrono::sys_days> last;

    friend bool operator==(const StoppedDays&, const StoppedDays&) = default;
};

class PauseLedger {
  public:
    PauseLedger() = default;
    /// Unites what overlaps or touches; a pause that begins and ends in the same second is nothing.
    /// Errors: bad_request when one ends before it begins.
    [[nodiscard]] static model::Result<PauseLedger> of(std::vector<Pause> pauses);

    /// In order, apart from each other.
    [[nodiscard]] const std::vector<Pause>& spans() const { return spans_; }

    [[nodiscard]] bool stops(model::Instant at) const;
    /// The dates d with from <= close(d) < to of some pause, in order.
    [[nodiscard]] std::vector<StoppedDays> stopped_days(std::chrono::seconds close) const;

  private:
    std::vector<Pause> spans_;
};

}  // namespace huiying::sla
