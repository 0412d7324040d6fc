// The migration that assisting units and reviews of replies need: opinions with their dates, and
// who approved which text. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kAssists = R"sql(
-- Opinions that other units are asked for (协办), each with its own date; at most one is open for a unit.
create table assist (
    id integer primary key, ticket integer not null references ticket(id), unit text not null, question text not null,
    workdays integer not null, asked_by text not null, at integer not null, due integer,
    opinion text not null default '', given_by text not null default '', given_at integer,
    dropped_by text not null default '', dropped_at integer, reason text not null default '') strict;
create index assist_by_ticket on assist (ticket, id);
create unique index assist_open on assist (unit, ticket) where given_at is null and dropped_at is null;
create index assist_by_unit on assist (unit, ticket) where dropped_at is null;

-- Who approved a reply, and which text that was.
create table reply_approval (
    id integer primary key, ticket integer not null references ticket(id), at integer not null, by text not null,
    level integer not null, opinion text not null, text_hash text not null) strict;
create index reply_approval_by_ticket on reply_approval (ticket, id);
)sql";

}  // namespace huiying::store
