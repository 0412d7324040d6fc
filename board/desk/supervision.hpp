// Pressing for an answer: a reminder (催办), supervision (督办), escalation to the manager (升级).
// Each stands in the history and is told to those whom it presses; none moves a date or a state.
// Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"

namespace huiying::desk {

class Supervision {
  public:
    explicit Supervision(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of all: not_found, forbidden, move_not_allowed, version_conflict, text_too_long.

    [[nodiscard]] model::Result<Moved> remind(
        const model::Staff& staff, const TicketRef& ref, const std::string& reason
    );
    /// Once a day. REQUIRES: the number and its query code were found to belong together. Errors
    /// besides: reminded_already.
    [[nodiscard]] model::Result<Moved> remind_by_citizen(const std::string& number);
    /// Errors besides: reason_needed.
    [[nodiscard]] model::Result<Moved> supervise(
        const model::Staff& staff, const TicketRef& ref, const std::string& reason
    );
    /// Errors besides: reason_needed.
    [[nodiscard]] model::Result<Moved> escalate(
        const model::Staff& staff, const TicketRef& ref, const std::string& reason
    );

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
