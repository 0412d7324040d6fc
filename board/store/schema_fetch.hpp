// The migration behind files that a platform keeps: what must still be fetched. Private to
// schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kFetch = R"sql(
create table attachment_fetch (
    message integer not null references message(id), position integer not null,
    next_at integer not null, attempt integer not null default 0, detail text not null default '',
    primary key (message, position)) strict, without rowid;
create index attachment_fetch_by_time on attachment_fetch (next_at);
insert into attachment_fetch (message, position, next_at)
    select m.id, j.key, m.arrived_at from message m, json_each(m.attachments) j
    where coalesce(json_extract(j.value, '$.sha256'), '') = '' and coalesce(json_extract(j.value, '$.url'), '') <> '';
)sql";

}  // namespace huiying::store
