// Figures over a period: sums of the tally's cells, clocks that still run past their due time, open
// tickets by due day, returns. Each read takes what the reader may see: figures are always of
// tickets that the same person finds in a list. Used by desk inside Database::read.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/measures.hpp"
#include "board/model/tally.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace huiying::store {

class Connection;

/// Which tickets somebody may see, and which of those are asked for.
struct TallyScope {
    std::optional<std::string> unit;  ///< responsible; "" those not routed yet
    std::string channel;              ///< "" any
    std::string kind;                 ///< word; "" any
    bool include_restricted = false;
    std::string never_accused;  ///< unit to which tickets that accuse it are not shown

    enum class Seen { all_units, own_unit };

    /// Of a unit's figures the tickets that are another unit's by now are listed for who sees all.
    Seen seen = Seen::all_units;
};

/// By day, unit, channel or kind.
using TallySums = std::map<std::string, model::TallyCounts>;

/// Tickets whose clock is past due and still runs.
struct RunningRow {
    model::Measure measure = model::Measure::response;
    std::string unit;
    std::string channel;
    std::string kind;
    std::chrono::sys_days day;  ///< of receipt
    int count = 0;
};

/// Open tickets of a unit that are due on one day; what is paused or has no date is not among them.
struct DueRow {
    std::string unit;
    std::optional<std::chrono::sys_days> day;  ///< nullopt: overdue
    int count = 0;
};

struct WorkRow {
    std::int64_t staff = 0;
    std::string unit;
    int open = 0;     ///< in hand now
    int replied = 0;  ///< with a final reply in the period
};

struct ReturnFlow {
    std::string unit;        ///< that returned it
    std::string ruling;      ///< word, or "" where the office has not decided
    std::string right_unit;  ///< to which the office gave it, or ""
    int count = 0;
};

struct Returns {
    std::vector<ReturnFlow> flows;  ///< the most frequent first
    int tickets_again = 0;          ///< tickets returned twice or more
};

class TallyRepository {
  public:
    TallyRepository(Connection& connection, TallyScope scope)
        : connection_(connection), scope_(std::move(scope)) {}

    /// By day, the hours of arrival too.
    [[nodiscard]] TallySums days(const model::DaySpan& span);
    /// By unit, without the hours.
    [[nodiscard]] TallySums units(const model::DaySpan& span);
    /// By channel and by kind, without the hours.
    [[nodiscard]] std::pair<TallySums, TallySums> channels_and_kinds(const model::DaySpan& span);
    /// Received, by "cjzx/complaint".
    [[nodiscard]] std::map<std::string, int> received_by_topic(const model::DaySpan& span);
    /// Of those received in the span, as of `now`.
    [[nodiscard]] std::vector<RunningRow> running(const model::DaySpan& span, model::Instant now);
    /// Open tickets whenever received, by the day of receipt; only where there are any.
    [[nodiscard]] TallySums open_by_day();
    [[nodiscard]] std::vector<DueRow> due_days(model::Instant now);
    /// Final replies by unit in the span.
    [[nodiscard]] std::map<std::string, int> replied_by_unit(const model::DaySpan& span);
    /// Of the first ticket or reply; nullopt in an empty record.
    [[nodiscard]] std::optional<std::chrono::sys_days> first_day();
    [[nodiscard]] std::vector<WorkRow> work(const model::DaySpan& span);
    /// Asked for in the span.
    [[nodiscard]] Returns returns(const model::DaySpan& span);

  private:
    Connection& connection_;
    const TallyScope scope_;
};

}  // namespace huiying::store
