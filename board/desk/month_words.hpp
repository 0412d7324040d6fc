// The monthly report (通报) in words and as a table, from the month's figures. Private to this
// room. Pure.
#pragma once

#include "board/desk/period_figures.hpp"
#include "sheets/table.hpp"

#include <string>

namespace huiying::desk {

struct MonthFigures {
    PeriodView period;  ///< of the month, compared with the one before
    PeopleView people;
};

/// A draft for a person to go over: what came, what was answered and how, each unit, what stands
/// out, returns. What only a person knows is marked 【待填】.
[[nodiscard]] std::string month_text(const MonthFigures& figures, const std::string& town);

/// The heading, the total, then units, channels and kinds, then returns.
[[nodiscard]] sheets::Rows month_rows(const MonthFigures& figures);

}  // namespace huiying::desk
