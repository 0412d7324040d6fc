// The migration behind lists that a partner system asks for, and behind forgetting lines of talks.
// Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kPartners = R"sql(
create index ticket_of_open311 on ticket (account, received_at, id) where channel = 'open311';
create index talk_line_by_time on talk_line (at);
)sql";

}  // namespace huiying::store
