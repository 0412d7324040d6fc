// Internal notes (批注): what colleagues say to each other about a ticket. A note stops no clock
// and changes nothing; who is mentioned in it ("@" and a name) and may see the ticket is told.
// Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"

namespace huiying::desk {

class Notes {
  public:
    explicit Notes(DeskUses uses) : uses_(std::move(uses)) {}

    /// Errors: not_found, forbidden, move_not_allowed, version_conflict, empty_text, text_too_long.
    [[nodiscard]] model::Result<Moved> add(
        const model::Staff& staff, const TicketRef& ref, const std::string& text
    );

    /// Whom a note on the ticket may mention: who may see it, but the person itself. Errors:
    /// not_found.
    [[nodiscard]] model::Result<std::vector<model::Staff>> mentionable(
        const model::Staff& staff, const std::string& number
    ) const;

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
