// The duty roster (值班表): who is called at which hours, holidays too, and in which order. Whoever
// is on duty has the dispatcher's role meanwhile. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/model/errc.hpp"
#include "board/model/staff.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace huiying::desk {

/// From `from` until just before `to`.
struct DutyShift {
    model::Instant from{};
    model::Instant to{};
    std::vector<std::string> logins;  ///< in the order in which they are called
    std::vector<std::string> names;   ///< read only, in the same order
};

/// A time of the period when nobody is on duty.
struct DutyGap {
    model::Instant from{};
    model::Instant to{};
};

struct DutyPeriod {
    std::vector<DutyShift> shifts;  ///< by time
    std::vector<DutyGap> gaps;      ///< told, not refused: the dispatchers are called then
};

/// Days, both included.
struct DutyDays {
    model::Date from;
    model::Date to;
};

/// What is wrong with a roster: which shift, and why (Chinese).
struct RosterProblem {
    model::Errc code = model::Errc::bad_request;
    std::string detail;
};

class DutyRoster {
  public:
    static constexpr int kMostDays = 400;
    static constexpr std::size_t kMostStaff = 20;

    explicit DutyRoster(DeskUses uses) : uses_(std::move(uses)) {}

    /// Shifts of which any hour lies in these days.
    [[nodiscard]] DutyPeriod read(const DutyDays& days) const;

    /// Puts these shifts in place of those that begin in these days. Administrators, managers of
    /// the lead office. Refused: days the wrong way round or too many, a shift that begins outside
    /// of them, lasts not at all or longer than 7 days, overlaps another, has nobody, somebody
    /// twice, more than kMostStaff, or whoever is not active at the desk.
    [[nodiscard]] std::variant<DutyPeriod, RosterProblem> replace(
        const model::Staff& staff, const DutyDays& days, std::vector<DutyShift> shifts
    );

    [[nodiscard]] bool may_replace(const model::Staff& staff) const;

  private:
    DeskUses uses_;
};

}  // namespace huiying::desk
