// The migration of what a ticket's course knows besides its state: pauses, terminations,
// commitments. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kCourse = R"sql(
-- What the final due time is counted from, so that it can be counted anew with the pauses: day 0 and working days.
alter table course add column counted_from integer;
alter table course add column counted_workdays integer not null default 0;

-- The ledger: a clock stood still on [from_at, to_at), of rounds that are over too.
create table pause (
    id integer primary key, ticket integer not null references ticket(id), round integer not null, ground text not null,
    evidence text not null, by text not null, from_at integer not null, to_at integer, ended_by text not null default '') strict;
create index pause_by_ticket on pause (ticket, id);

create table termination (
    id integer primary key, ticket integer not null references ticket(id), asked_by text not null, at integer not null,
    reason text not null, basis text not null, decision text not null default '', decided_by text not null default '',
    decided_at integer, opinion text not null default '') strict;
create index termination_by_ticket on termination (ticket, id);

-- What a reply promised for later.
create table commitment (
    id integer primary key, ticket integer not null references ticket(id), text text not null, due text not null,
    made_by text not null, at integer not null, kept_by text not null default '', kept_at integer,
    summary text not null default '') strict;
create index commitment_by_ticket on commitment (ticket, id);
create unique index commitment_open on commitment (ticket) where kept_at is null;
)sql";

}  // namespace huiying::store
