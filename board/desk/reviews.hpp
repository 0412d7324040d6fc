// The gate of a reply: approved at one or two levels (审核, 签发), then sent, that very text, in
// writing or by phone. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/contact_made.hpp"
#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"

namespace huiying::desk {

class Reviews {
  public:
    explicit Reviews(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of both: not_found, forbidden, move_not_allowed, version_conflict, text_too_long.

    /// To the second level where town and kind ask for two, else ready to be sent. Errors besides:
    /// second_person_needed, empty_text, placeholder_left.
    [[nodiscard]] model::Result<Moved> approve(
        const model::Staff& staff, const TicketRef& ref, const std::string& opinion
    );
    /// Errors besides: text_changed (not what was approved); by phone: not_reached, summary_needed,
    /// review_needed, bad_request (no number, a time ahead or before receipt).
    [[nodiscard]] model::Result<Moved> send_approved(
        const model::Staff& staff, const TicketRef& ref, const std::optional<ContactMade>& call
    );

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
