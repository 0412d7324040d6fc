// The migration that moved opinions need: since when the present date of each holds. Private to
// schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// Null: since it was asked for.
inline constexpr std::string_view kParts = R"sql(
alter table assist add column dated_at integer;
)sql";

}  // namespace huiying::store
