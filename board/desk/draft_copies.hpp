// A person's own text of a reply, kept on the server as it is written, whatever others saved
// meanwhile: no draft is ever lost. It changes neither the ticket nor its version. Thread rule:
// safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/model/errc.hpp"
#include "board/model/staff.hpp"

#include <string>

namespace huiying::desk {

class DraftCopies {
  public:
    explicit DraftCopies(DeskUses uses) : uses_(std::move(uses)) {}

    /// When it was saved. Errors: not_found, text_too_long.
    [[nodiscard]] model::Result<model::Instant> keep(
        const model::Staff& staff, const std::string& number, const std::string& text
    );
    /// The person wants it no more. Errors: not_found.
    [[nodiscard]] model::Result<void> drop(const model::Staff& staff, const std::string& number);

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
