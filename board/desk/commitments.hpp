// What was replied, but is not resolved yet (挂账、销账): a promise with a date, followed until it
// is kept, with a clock of its own. Thread rule: safe from any thread; blocking. Source:
// 济南市12345条例 article 24.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"

namespace huiying::desk {

class Commitments {
  public:
    explicit Commitments(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of both: not_found, forbidden, move_not_allowed, version_conflict, empty_text,
    // text_too_long.

    /// Errors besides: date_not_ahead.
    [[nodiscard]] model::Result<Moved> track(
        const model::Staff& staff, const TicketRef& ref, const CommitmentPromised& promised
    );
    [[nodiscard]] model::Result<Moved> keep(
        const model::Staff& staff, const TicketRef& ref, const std::string& summary
    );

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
