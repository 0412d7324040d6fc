// The migration behind closing by the clock: what is answered already is looked at too. Private to
// schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// The words are those of desk/quiet_closing.cpp.
inline constexpr std::string_view kClosing = R"sql(
insert into alarm (ticket, at, since) select id, unixepoch() * 1000, unixepoch() * 1000 from ticket
    where state in ('final_replied', 'to_evaluate')
    on conflict (ticket) do update set at = min(at, excluded.at);
)sql";

}  // namespace huiying::store
