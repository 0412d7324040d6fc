// Extensions (延期): asked by the unit before expiry, decided by the office, told to the citizen.
// Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"

namespace huiying::desk {

class Extensions {
  public:
    explicit Extensions(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of all: not_found, forbidden, move_not_allowed (also where the town extends nothing),
    // version_conflict, deadline_passed, text_too_long.

    /// Errors besides: already_asked, extension_over_cap, reason_needed, bad_request (workdays).
    [[nodiscard]] model::Result<Moved> ask(
        const model::Staff& staff, const TicketRef& ref, int workdays, const std::string& reason
    );
    /// Errors besides: second_person_needed.
    [[nodiscard]] model::Result<Moved> grant(
        const model::Staff& staff, const TicketRef& ref, const std::string& opinion
    );
    /// Errors besides: reason_needed.
    [[nodiscard]] model::Result<Moved> refuse(
        const model::Staff& staff, const TicketRef& ref, const std::string& reason
    );

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
