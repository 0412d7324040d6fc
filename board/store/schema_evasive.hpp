// The migration behind evasive replies in the figures: two more counts of the tally, which is built
// anew. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kEvasiveReplies = R"sql(
alter table tally add column checked integer not null default 0;
alter table tally add column evasive integer not null default 0;
)sql";

}  // namespace huiying::store
