// The migration behind the town's own reply templates. Private to schema.cpp. Never changed once
// released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kWordings = R"sql(
create table reply_template (
    id integer primary key, title text not null, wording text not null, unit text not null, retired integer not null default 0,
    changed_at integer not null, changed_by text not null) strict;

-- In how many tickets each token of the search index is: which words of a message are telling.
create virtual table ticket_term using fts5vocab(ticket_text, row);
)sql";

}  // namespace huiying::store
