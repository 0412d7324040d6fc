// How a ticket's due times came about, day by day, each with the notice that makes it a working day
// or not; and when somebody who asks now is answered. The same trace as `huiying sla explain`.
// Used by web. Thread rule: safe from any thread; blocking (asked_now() is not).
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/model/errc.hpp"
#include "board/model/staff.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

class TownSnapshot;

/// One date that a clock looked at.
struct ExplainedDay {
    model::Date date;
    std::string weekday;          ///< 周一
    std::optional<bool> working;  ///< nullopt: nobody knows
    std::string name;             ///< the holiday's
    std::string step;             ///< word of sla::TraceStep
    bool counted = false;
    int count = 0;       ///< days counted so far
    std::string reason;  ///< Chinese
    std::string source;  ///< the notice
    bool provisional = false;
};

struct ExplainedPause {
    model::Instant from{};
    std::optional<model::Instant> to;
};

struct ExplainedClock {
    std::string clock;  ///< word of workflow::Clock
    std::string title;  ///< 最终答复
    model::Instant start{};
    std::optional<model::Instant> due;          ///< what is promised
    std::optional<model::Instant> counted_due;  ///< what calendar and policy give
    std::optional<model::Instant> met_at;
    std::string state;  ///< running, overdue, met, late, paused, unknown, ended
    int workdays = 0;   ///< 0: not a count of working days
    int extension_workdays = 0;
    std::vector<ExplainedPause> pauses;
    bool provisional = false;
    int uncovered_year = 0;  ///< 0: none is missing
    std::string note;        ///< why the promise is another date than the count; Chinese, or empty
    std::vector<ExplainedDay> days;
};

struct ExplainedChange {
    model::Instant at{};
    std::string clock;
    std::optional<model::Instant> old_due;
    std::optional<model::Instant> new_due;
    std::optional<model::Instant> counted_due;
    std::string outcome;  ///< later, known, kept, confirmed, uncovered
    std::string reason;   ///< Chinese
    std::string calendar_version;
    std::string policy_version;
};

struct ExplainedDates {
    model::Instant received_at{};
    std::string calendar_version;  ///< that the promises rest on
    std::string policy_version;
    bool provisional = false;
    std::vector<ExplainedClock> clocks;
    std::vector<ExplainedChange> changes;
};

/// The newest run that counted all promised dates anew.
struct RecountReport {
    std::string calendar_version;
    std::string policy_version;
    model::Instant began_at{};
    std::optional<model::Instant> ended_at;
    std::int64_t counted = 0;  ///< tickets
    std::int64_t later = 0;
    std::int64_t known = 0;
    std::int64_t kept = 0;
    std::int64_t told = 0;  ///< letters
};

/// When a message that is received then has its response and its final reply.
[[nodiscard]] ExplainedDates asked_now(const TownSnapshot& town, model::Instant received);

class DatesExplained {
  public:
    explicit DatesExplained(DeskUses uses) : uses_(std::move(uses)) {}

    /// Errors: not_found (also where the person may not see the ticket).
    [[nodiscard]] model::Result<ExplainedDates> of(
        const model::Staff& staff, const std::string& number
    ) const;

    /// nullopt before the first.
    [[nodiscard]] std::optional<RecountReport> newest_recount() const;

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
