// The migration behind forgetting files that no message names. Private to schema.cpp. Never changed
// once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kKeptFiles = R"sql(
-- Whether a message names it; what was there before is taken to be.
alter table attachment add column named integer not null default 0;
update attachment set named = 1;
create index attachment_unnamed on attachment (at) where named = 0;
create index attachment_served on attachment (served_sha256);
)sql";

}  // namespace huiying::store
