// Budgets of working time: several spans a day, breaks, short days, special days. For promises that
// are given in hours (先行联系 within 4 working hours), beside those that count days. Used by app,
// later by workflow. Pure, safe from any thread.
#pragma once

#include "board/sla/pause_ledger.hpp"
#include "board/sla/workday_count.hpp"

#include <map>
#include <vector>

namespace huiying::sla {

/// [from, to) since midnight; `to` is at most 24 hours.
struct Span {
    std::chrono::minutes from{};
    std::chrono::minutes to{};

    friend bool operator==(const Span&, const Span&) = default;
};

/// Opening hours as a town writes them down.
struct HoursPlan {
    /// Every working day, also one worked in lieu.
    std::vector<Span> ordinary;
    /// Instead of them on that weekday (0 is Sunday), when it is a working day.
    std::map<unsigned, std::vector<Span>> weekdays;
    /// Taken out of both. One that covers a span takes all of it, an empty one nothing.
    std::vector<Span> breaks;
    /// Exactly these hours on that date, whatever the calendar says; none: closed.
    std::map<std::chrono::sys_days, std::vector<Span>> special;
};

class WorkingHours {
  public:
    /// Errors: bad_request for a span that does not end after it begins or leaves the day (midnight
    /// as an end is 24:00), for a break that ends before it begins, and when nothing is ever open.
    [[nodiscard]] static model::Result<WorkingHours> of(const HoursPlan& plan);

    /// In order, apart from each other; none: closed. Errors: calendar_not_covered, not for special
    /// days.
    [[nodiscard]] model::Result<std::vector<Span>> open_on(
        const WorkingCalendar& calendar, model::Date date
    ) const;
    [[nodiscard]] bool is_special(model::Date date) const;
    /// Length of an ordinary day.
    [[nodiscard]] std::chrono::minutes ordinary_day() const;

  private:
    std::vector<Span> ordinary_;
    std::map<unsigned, std::vector<Span>> weekdays_;
    std::map<std::chrono::sys_days, std::vector<Span>> special_;
};

struct HoursBudget {
    model::Instant received_at{};
    std::chrono::minutes budget{};
};

/// One date that a budget went through.
struct HoursDay {
    model::Date date;
    std::vector<Span> open;
    std::chrono::seconds used{};        ///< of the budget, on this date
    std::optional<model::Instant> due;  ///< the budget ended here
    bool is_stopped = false;            ///< a pause without end was reached: `open` was not asked
    bool provisional = false;
};

/// Goes through the dates of a budget, beginning with that of receipt. Not to be used after an
/// error, a due time or a stop. Keeps references to what it was made of.
class HoursWalk {
  public:
    HoursWalk(
        const WorkingCalendar& calendar,
        const WorkingHours& hours,
        const HoursBudget& budget,
        const PauseLedger& pauses
    );

    /// Errors: bad_request for a budget of nothing; calendar_not_covered; search_too_long.
    [[nodiscard]] model::Result<HoursDay> next();

  private:
    void spend(HoursDay& day);
    void spend(HoursDay& day, model::Instant from, model::Instant to);

    const WorkingCalendar& calendar_;
    const WorkingHours& hours_;
    const PauseLedger& pauses_;
    const model::Instant received_at_;
    const std::chrono::sys_days day0_;
    std::chrono::sys_days date_;
    std::chrono::seconds left_;
};

/// When the budget is used up: received outside of the hours it begins with the next opening; used
/// up exactly at closing time it ends then, not at the next opening. Stopped when a pause without
/// end comes first. Errors: bad_request for a budget of nothing; calendar_not_covered;
/// search_too_long after WorkingCalendar::kMaxDays days.
[[nodiscard]] model::Result<ClockReading> hours_due(
    const WorkingCalendar& calendar,
    const WorkingHours& hours,
    const HoursBudget& budget,
    const PauseLedger& pauses = {}
);

}  // namespace huiying::sla
