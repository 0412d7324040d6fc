// The migration behind files that staff send with a reply. Private to schema.cpp. Never changed
// once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kReplyFiles = R"sql(
-- Of the reply that is being drafted (reply is null), then of the reply that went out.
create table reply_file (
    id integer primary key, ticket integer not null references ticket(id), reply integer references reply(id),
    sha256 text not null, name text not null, media_type text not null, bytes integer not null,
    added_by text not null, added_at integer not null) strict;
create index reply_file_by_ticket on reply_file (ticket, id);
)sql";

}  // namespace huiying::store
