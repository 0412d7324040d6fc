// Numbers of other tickets in what is written about one: masked for who may not see those. Private
// to this room.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/staff.hpp"

#include <string>

namespace huiying::store {
class Connection;
}

namespace huiying::desk {

/// The text with "另一件来信" in place of each number of a ticket that does not exist for this
/// person; `own` stays.
[[nodiscard]] std::string without_hidden_numbers(
    store::Connection& connection,
    const TownSnapshot& town,
    const model::Staff& staff,
    const std::string& own,
    const std::string& text
);

}  // namespace huiying::desk
