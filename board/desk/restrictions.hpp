// The office's decision on what the words of a message do not show: that it accuses a unit or its
// people and is therefore the office's alone, or that it does not after all. Source: 信访工作条例
// article 30 (what accuses goes neither to the accused nor through them). Thread rule: safe from
// any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

struct Accusation {
    std::vector<std::string> units;  ///< codes of the accused; empty where nobody is named
    std::string reason;
};

class Restrictions {
  public:
    explicit Restrictions(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of both: not_found, forbidden, move_not_allowed, version_conflict, reason_needed,
    // text_too_long.

    /// From now on for the office's eyes only. An open matter is taken from its unit, with what the
    /// unit wrote. Errors besides: bad_request (no such unit).
    [[nodiscard]] model::Result<Moved> restrict_to_office(
        const model::Staff& staff, const TicketRef& ref, const Accusation& accusation
    );
    /// It may be given to units again; so may what it carries.
    [[nodiscard]] model::Result<Moved> lift(
        const model::Staff& staff, const TicketRef& ref, const std::string& reason
    );

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
