// A time as people and programs ask for it in an address: of the API and of the page that says when
// somebody is answered. Private to this room. Pure.
#pragma once

#include "board/model/instant.hpp"

#include <optional>
#include <string_view>

namespace huiying::web {

/// RFC 3339, or "2026-11-23T09:30[:00]" in the town's time; nullopt when it is none, or of a year
/// outside 2000 to 2199.
[[nodiscard]] std::optional<model::Instant> parse_asked_time(std::string_view text);

}  // namespace huiying::web
