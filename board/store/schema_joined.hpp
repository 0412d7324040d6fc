// The migration behind tickets that their writer has shown to be one person's. Private to
// schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kJoined = R"sql(
-- Each pair twice, so that either side finds the other.
create table joined_ticket (
    ticket integer not null references ticket(id), other integer not null references ticket(id), at integer not null,
    primary key (ticket, other)) strict, without rowid;
)sql";

}  // namespace huiying::store
