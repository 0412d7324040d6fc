// Who is at a ticket right now, told to colleagues who may see it. Nothing is kept: a page says so
// again and again while it is open, and who is not heard of for a while is gone. Thread rule: safe
// from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/model/errc.hpp"
#include "board/model/staff.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huiying::desk {

/// "reading", "writing", "left"
std::optional<Presence::Doing> parse_doing(std::string_view word);

class Presences {
  public:
    explicit Presences(DeskUses uses) : uses_(std::move(uses)) {}

    /// Errors: not_found.
    [[nodiscard]] model::Result<void> tell(
        const model::Staff& staff, const std::string& number, Presence::Doing doing
    ) const;

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
