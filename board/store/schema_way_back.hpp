// The migration behind replies in the talk that a message came from, and behind keys that a
// platform forgets. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kWayBack = R"sql(
alter table message add column way_back text not null default '';
-- Since when a try without an answer may have arrived; 0 where none may.
alter table outbound add column unsure_since integer not null default 0;
)sql";

}  // namespace huiying::store
