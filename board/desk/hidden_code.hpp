// A query code is the citizen's key to the message: who works on it reads what was said without it.
// Pure. Private to this room.
#pragma once

#include "board/model/ticket_number.hpp"

#include <string>
#include <string_view>

namespace huiying::desk {

/// The text with "********" wherever the code of `number` stands.
[[nodiscard]] std::string without_code(
    std::string text, const model::TownSecret& secret, std::string_view number
);

}  // namespace huiying::desk
