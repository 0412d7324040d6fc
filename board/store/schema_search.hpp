// The migration behind searching what was answered and noted, and behind views that people keep.
// Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kSaid = R"sql(
-- Bigrams of replies and notes; contentless. Rows are only ever added: rowid = ticket * 2^32 + 2 * id of the reply, or
-- 2 * id of the history row + 1.
create virtual table said_text using fts5(tokens, content='', detail=none);

-- What was there before the table: filled in batches by every process's housekeeping, from next_id to last_id.
create table said_backlog (source text primary key, next_id integer not null, last_id integer not null) strict, without rowid;
insert into said_backlog select 'reply', 1, max(id) from reply having max(id) is not null;
insert into said_backlog select 'note', 1, max(id) from history having max(id) is not null;

create index ticket_by_received on ticket (received_at);

-- A search that a person keeps: the queue and the filter as the desk's address has them.
create table saved_view (
    id integer primary key, staff integer not null references staff(id), unit text not null, name text not null,
    asked text not null, shared integer not null, created_at integer not null) strict;
create index saved_view_by_staff on saved_view (staff);
create index saved_view_shared on saved_view (unit) where shared = 1;
)sql";

}  // namespace huiying::store
