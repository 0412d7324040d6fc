// What the office does with a ticket that is answered or over: asks the citizen what the reply was
// worth, puts it away, takes it up again. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"

namespace huiying::desk {

class AfterReply {
  public:
    explicit AfterReply(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of all: not_found, forbidden, move_not_allowed, version_conflict.

    /// Errors besides: already_evaluated.
    [[nodiscard]] model::Result<Moved> invite_evaluation(
        const model::Staff& staff, const TicketRef& ref
    );
    [[nodiscard]] model::Result<Moved> archive(const model::Staff& staff, const TicketRef& ref);
    /// The promise counts from now. Errors besides: reason_needed, text_too_long.
    [[nodiscard]] model::Result<Moved> reopen(
        const model::Staff& staff, const TicketRef& ref, const std::string& reason
    );

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
