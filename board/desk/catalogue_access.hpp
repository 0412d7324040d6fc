// Who may do what with an item of the catalogue: the office with all, a unit with its own. Private
// to this room. Pure.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/catalogue_item.hpp"
#include "board/model/staff.hpp"

namespace huiying::desk {

/// Whether the person keeps the catalogue itself: administrator, dispatcher.
[[nodiscard]] inline bool keeps_catalogue(const model::Staff& staff) {
    return model::has_role(staff, model::Role::administrator) ||
           model::has_role(staff, model::Role::dispatcher);
}

/// Whether the person publishes for the item: the office, and people of its unit.
[[nodiscard]] inline bool may_work_on(
    const model::Staff& staff, const model::CatalogueItem& item, const TownSnapshot& town
) {
    return keeps_catalogue(staff) || (!staff.unit.empty() && staff.unit == item.unit) ||
           (!staff.unit.empty() && staff.unit == town.lead_unit());
}

/// Whether the person may review what another one has proposed.
[[nodiscard]] inline bool may_review(
    const model::Staff& staff, const model::CatalogueItem& item, const TownSnapshot& town
) {
    return may_work_on(staff, item, town) &&
           (keeps_catalogue(staff) || model::has_role(staff, model::Role::reviewer) ||
            model::has_role(staff, model::Role::manager));
}

}  // namespace huiying::desk
