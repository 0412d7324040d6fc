// Photos and documents that staff send with a reply: kept with the draft, reviewed with it, read by
// the citizen by number and query code. Taken like citizens' files: types by their content, a copy
// without metadata for showing. Used by web. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/files.hpp"
#include "board/desk/tickets.hpp"

#include <string>
#include <string_view>

namespace huiying::desk {

class ReplyFiles {
  public:
    ReplyFiles(DeskUses uses, Files& files) : uses_(std::move(uses)), files_(files) {}

    // Whoever may write the draft may add to it and take away from it; the draft's version moves
    // on. Errors of both: not_found, forbidden, move_not_allowed.

    /// Errors besides: too_many_files, already_exists (these very bytes are there), and those of
    /// Files::keep.
    [[nodiscard]] model::Result<Moved> add(
        const model::Staff& staff,
        const std::string& number,
        const std::string& name,
        std::string_view bytes
    );
    [[nodiscard]] model::Result<Moved> remove(
        const model::Staff& staff, const std::string& number, const std::string& sha256
    );

  private:
    [[nodiscard]] model::Result<void> may_write(
        const model::Staff& staff, const std::string& number
    ) const;

    const DeskUses uses_;
    Files& files_;
};

}  // namespace huiying::desk
