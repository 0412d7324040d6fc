// The migration behind talks: what is said without a ticket is kept, a word of the system may go
// out without one, and it is known which talk a person has in hand. Private to schema.cpp. Never
// changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kTalk = R"sql(
-- Lines of talks: of the web chat all, of other channels those that make no ticket.
create table talk_line (
    id integer primary key, key text not null unique, channel text not null, account text not null, sender text not null,
    at integer not null, said_by text not null, text text not null, number text not null default '') strict;
create index talk_line_by_sender on talk_line (channel, account, sender, id);

-- A person has the talk in hand until then: the system says nothing in it.
create table talk_owner (
    channel text not null, account text not null, sender text not null, login text not null, until integer not null,
    primary key (channel, account, sender)) strict, without rowid;

-- Without a ticket where it only answers small talk; `by_system`: not said where a person has the talk.
create table outbound_of_talk (
    id integer primary key, idempotency_key text not null unique, ticket integer references ticket(id),
    reply integer references reply(id), channel text not null, account text not null, recipient text not null,
    text text not null, sender_unit text not null, at integer not null, state text not null, attempt integer not null default 0,
    parts_done integer not null default 0, next_at integer not null, owner text not null default '',
    claimed_until integer not null default 0, detail text not null default '', tries_since integer not null default 0,
    unsure_since integer not null default 0, by_system integer not null default 0, way_back text not null default '') strict;
insert into outbound_of_talk (id, idempotency_key, ticket, reply, channel, account, recipient, text, sender_unit, at, state,
    attempt, parts_done, next_at, owner, claimed_until, detail, tries_since, unsure_since)
    select id, idempotency_key, ticket, reply, channel, account, recipient, text, sender_unit, at, state,
    attempt, parts_done, next_at, owner, claimed_until, detail, tries_since, unsure_since from outbound;
drop table outbound;
alter table outbound_of_talk rename to outbound;
create index outbound_due on outbound (state, next_at) where state in ('waiting', 'sending', 'in_doubt', 'failed');
create index outbound_by_ticket on outbound (ticket);
)sql";

}  // namespace huiying::store
