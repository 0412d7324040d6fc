// Ending a ticket without a result (终止): asked for with reason and written basis, decided by
// another person, told to the citizen in a letter. Thread rule: safe from any thread; blocking.
// Source: 潍坊市12345条例 articles 21, 22.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"

namespace huiying::desk {

struct TerminationAsked {
    std::string reason;  ///< the citizen reads both
    std::string basis;
};

class Terminations {
  public:
    explicit Terminations(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of all: not_found, forbidden, move_not_allowed, version_conflict, text_too_long.

    /// Errors besides: reason_needed, basis_needed.
    [[nodiscard]] model::Result<Moved> ask(
        const model::Staff& staff, const TicketRef& ref, const TerminationAsked& asked
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
    /// Reason and basis of the request that waits; empty where none does.
    TerminationAsked waiting(const std::string& number) const;

    const DeskUses uses_;
};

}  // namespace huiying::desk
