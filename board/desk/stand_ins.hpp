// Deputies and handing over (代理、工作移交): who stands in for an absent person, and all of one
// person's tickets given to another in one recorded step, with a notice to file. Thread rule: safe
// from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/model/errc.hpp"
#include "board/model/staff.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::desk {

/// From day to day, both included. While it lasts the deputy has the absent person's roles as well,
/// administration apart; who wrote a reply still does not approve it.
struct Absence {
    std::string login;
    std::string name;
    std::string deputy;  ///< login
    std::string deputy_name;
    std::string from_day;  ///< "2026-11-23"
    std::string to_day;
    std::string note;
};

struct Handover {
    std::int64_t id = 0;
    model::Instant at{};
    std::string by;
    std::string from;  ///< name
    std::string to;    ///< name
    std::string reason;
    int tickets = 0;
    int left = 0;  ///< when it is made: in hand, but not for `to` to see
};

class StandIns {
  public:
    explicit StandIns(DeskUses uses) : uses_(std::move(uses)) {}

    /// Oneself, a manager of the unit or of the office, an administrator. Errors: not_found,
    /// forbidden, bad_request (days, a deputy of another unit, oneself, or away then too),
    /// text_too_long.
    [[nodiscard]] model::Result<Absence> put(const model::Staff& staff, const Absence& absence);
    /// Errors: not_found, forbidden.
    [[nodiscard]] model::Result<void> end(const model::Staff& staff, const std::string& login);
    /// Present and future ones.
    [[nodiscard]] std::vector<Absence> absences() const;

    /// Gives all tickets that `from` has in hand to `to`, of the same unit: open ones, merged ones,
    /// answered ones that may come back or on which something is promised. Who may: as with an
    /// absence. Errors: not_found, forbidden, bad_request (another unit, no handler, oneself,
    /// inactive), reason_needed, text_too_long.
    [[nodiscard]] model::Result<Handover> hand_over(
        const model::Staff& staff,
        const std::string& from,
        const std::string& to,
        const std::string& reason
    );
    /// Newest first; for administrators, dispatchers and managers. Errors: forbidden.
    [[nodiscard]] model::Result<std::vector<Handover>> handovers(const model::Staff& staff) const;
    /// The notice to file, plain text. Errors: not_found, forbidden.
    [[nodiscard]] model::Result<std::string> notice(const model::Staff& staff, std::int64_t id)
        const;

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
