// Returns (退办) and the office's rulings on them (裁定). A return that was accepted stays as a
// correction for routing. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"
#include "board/model/grounds.hpp"

namespace huiying::desk {

struct ReturnAsked {
    std::optional<model::ReturnGround> ground;
    std::string basis;
};

struct RulingGiven {
    std::optional<model::ReturnRuling> ruling;
    std::string unit;  ///< with `reassigned`
    std::string reason;
};

class Returns {
  public:
    explicit Returns(DeskUses uses) : uses_(std::move(uses)) {}

    /// Errors: not_found, forbidden, move_not_allowed, version_conflict, reason_needed,
    /// basis_needed, unit_designated, already_returned, return_cap_reached, return_window_closed,
    /// text_too_long.
    [[nodiscard]] model::Result<Moved> ask(
        const model::Staff& staff, const TicketRef& ref, const ReturnAsked& asked
    );
    /// Errors: not_found, forbidden, move_not_allowed, version_conflict, second_person_needed,
    /// reason_needed, bad_request (no such unit, one that is accused or has returned the ticket),
    /// text_too_long.
    [[nodiscard]] model::Result<Moved> rule(
        const model::Staff& staff, const TicketRef& ref, const RulingGiven& given
    );

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
