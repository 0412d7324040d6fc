// What happens to a message before a unit works on it: accepted, not accepted with reason and way
// to go, signed for by the unit. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"
#include "board/model/grounds.hpp"

namespace huiying::desk {

/// Why a message is not accepted, and what its writer is told.
struct NotAccepted {
    std::optional<model::NonAcceptance> reason;
    std::string words;    ///< the explanation
    std::string channel;  ///< where to go instead
    std::string earlier;  ///< number of the ticket that it repeats, with `duplicate`
};

class Acceptance {
  public:
    explicit Acceptance(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of all: not_found, forbidden, move_not_allowed, version_conflict.

    /// To the unit that routing names, else to the dispatcher.
    [[nodiscard]] model::Result<Moved> accept(const model::Staff& staff, const TicketRef& ref);
    /// Ends the matter with a letter. Errors besides: reason_needed, channel_needed, bad_request
    /// (no such earlier ticket), text_too_long.
    [[nodiscard]] model::Result<Moved> not_accept(
        const model::Staff& staff, const TicketRef& ref, const NotAccepted& details
    );
    /// The unit confirms that it has it; from now on it is in this person's hands.
    [[nodiscard]] model::Result<Moved> sign(const model::Staff& staff, const TicketRef& ref);

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
