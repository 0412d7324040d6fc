// Searches that a person keeps under a name, for themselves or for the own unit. A shared one shows
// each colleague only the tickets that they may see: it is run as who looks. Thread rule: safe from
// any thread; blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/model/errc.hpp"
#include "board/model/saved_view.hpp"
#include "board/model/staff.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

class SavedViews {
  public:
    /// Most views of one person.
    static constexpr int kMost = 50;

    explicit SavedViews(DeskUses uses) : uses_(std::move(uses)) {}

    [[nodiscard]] std::vector<model::SavedView> seen_by(const model::Staff& staff) const;
    /// `view.name`, `.asked` and `.reach` count. Errors: empty_text and text_too_long (name),
    /// bad_request (reach, of who has no unit; too many).
    [[nodiscard]] model::Result<model::SavedView> add(
        const model::Staff& staff, model::SavedView view
    );
    /// The same of an own one. Errors besides: not_found.
    [[nodiscard]] model::Result<model::SavedView> change(
        const model::Staff& staff, model::SavedView view
    );
    /// Errors: not_found (also of a colleague's).
    [[nodiscard]] model::Result<void> drop(const model::Staff& staff, std::int64_t id);

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
