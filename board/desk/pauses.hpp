// Stopping a ticket for a recorded ground and going on with it (中止、恢复), in a town that allows
// it. The final due time follows from the ledger of pauses; the citizen is told of both. Thread
// rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"
#include "board/model/grounds.hpp"

namespace huiying::desk {

struct PauseGiven {
    std::optional<model::PauseGround> ground;
    std::string evidence;  ///< what shows it; the citizen reads it too
};

class Pauses {
  public:
    explicit Pauses(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of all: not_found, forbidden, move_not_allowed, version_conflict, text_too_long.

    /// Errors besides: reason_needed (no ground), basis_needed (no evidence).
    [[nodiscard]] model::Result<Moved> pause(
        const model::Staff& staff, const TicketRef& ref, const PauseGiven& given
    );
    /// To where it was interrupted, with the date counted anew.
    [[nodiscard]] model::Result<Moved> resume(
        const model::Staff& staff, const TicketRef& ref, const std::string& reason
    );

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
