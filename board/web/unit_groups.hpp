// In which order and under which headings citizens see the town's units. Used by page_ask and
// page_units.
#pragma once

#include <array>
#include <string_view>

namespace huiying::web {

struct UnitGroup {
    std::string_view name;
    std::array<std::string_view, 2> kinds;  ///< of model::Unit; "": none
};

inline constexpr std::array<UnitGroup, 4> kUnitGroups{{
    {"镇机关", {"office", "department"}},
    {"中心、站所、执法队", {"institution", "enforcement"}},
    {"村委会、居委会", {"committee", ""}},
    {"镇属公司", {"company", ""}},
}};

}  // namespace huiying::web
