// Calls and visits (先行联系): who spoke with the citizen, when, and what was said. One that
// reached the citizen is a human response, at the time it took place. Thread rule: safe from any
// thread; blocking.
#pragma once

#include "board/desk/contact_made.hpp"
#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"

namespace huiying::desk {

class Contacts {
  public:
    explicit Contacts(DeskUses uses) : uses_(std::move(uses)) {}

    /// Errors: not_found, forbidden, move_not_allowed, version_conflict, summary_needed,
    /// text_too_long, bad_request (a time ahead or before receipt, a call without its number).
    [[nodiscard]] model::Result<Moved> log(
        const model::Staff& staff, const TicketRef& ref, const ContactMade& contact
    );

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
