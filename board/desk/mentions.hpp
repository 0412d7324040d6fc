// Whom a note mentions: "@" and a colleague's name or login name. Private to this room. Pure.
#pragma once

#include "board/model/staff.hpp"

#include <string_view>
#include <vector>

namespace huiying::desk {

/// The active people mentioned, each once, in the order of `staff`. After an "@" the longest name
/// that fits is meant, and all who bear it; a login name ends where its characters end.
[[nodiscard]] std::vector<model::Staff> mentioned_in(
    std::string_view text, const std::vector<model::Staff>& staff
);

}  // namespace huiying::desk
