// Assisting units (协办): the lead unit or the office asks another unit by a date, that unit gives
// one opinion, and the lead unit sends the one reply. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/assist_wanted.hpp"
#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"

namespace huiying::desk {

class Assists {
  public:
    explicit Assists(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of all: not_found, forbidden, move_not_allowed, version_conflict, text_too_long.

    /// Errors besides: bad_request (no such unit, the lead one, one that is accused; workdays),
    /// already_asked, reason_needed (no question).
    [[nodiscard]] model::Result<Moved> ask(
        const model::Staff& staff, const TicketRef& ref, const AssistWanted& wanted
    );
    /// The opinion of the person's own unit. Errors besides: empty_text.
    [[nodiscard]] model::Result<Moved> give_opinion(
        const model::Staff& staff, const TicketRef& ref, const std::string& text
    );
    /// Errors besides: bad_request (nothing of that unit is open), reason_needed.
    [[nodiscard]] model::Result<Moved> drop(
        const model::Staff& staff,
        const TicketRef& ref,
        const std::string& unit,
        const std::string& reason
    );

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
