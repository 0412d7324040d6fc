// Merging (并单): a link that can be undone. The ticket's own rows stay where they are; the
// survivor keeps the earliest due times of all that it carries, and what it answers every citizen
// is told. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"

namespace huiying::desk {

class Merging {
  public:
    explicit Merging(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of both: not_found, forbidden, move_not_allowed, version_conflict.

    /// Into the ticket of that number. Errors besides: survivor_unfit (over, the same, seen by
    /// others, or this one carries tickets itself).
    [[nodiscard]] model::Result<Moved> merge(
        const model::Staff& staff, const TicketRef& ref, const std::string& survivor
    );
    [[nodiscard]] model::Result<Moved> unmerge(const model::Staff& staff, const TicketRef& ref);

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
