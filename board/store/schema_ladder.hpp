// The migrations that the ladder needs beyond its rungs: notices without a ticket, the digest of a
// day, the duty roster, group robots. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// A digest is a notice too; one that a deputy gets says for whom.
inline constexpr std::string_view kDigests = R"sql(
create table notice_of_any_kind (
    id integer primary key, key text not null, staff integer not null references staff(id),
    ticket integer references ticket(id), rung text not null, text text not null default '',
    for_staff integer references staff(id), send_at integer not null, window integer not null,
    read_at integer, unique (key, staff)) strict;
insert into notice_of_any_kind (id, key, staff, ticket, rung, send_at, window, read_at)
    select id, key, staff, ticket, rung, send_at, window, read_at from notice;
drop table notice;
alter table notice_of_any_kind rename to notice;
create index notice_unread on notice (staff, send_at) where read_at is null;

-- Days whose digest is over, told to anybody or not.
create table digest_day (day text primary key, at integer not null, told integer not null) strict, without rowid;
)sql";

// Who is on duty when, and which of the rungs that they were told nobody has answered yet. Lists of
// people are JSON arrays of their ids, in the order in which they are called.
inline constexpr std::string_view kDuty = R"sql(
create table duty_shift (id integer primary key, from_at integer not null, to_at integer not null, staff text not null) strict;
create index duty_shift_by_time on duty_shift (from_at);

create table duty_call (
    key text primary key, ticket integer not null references ticket(id), rung text not null, begun_at integer not null,
    called text not null, next_at integer) strict, without rowid;
create index duty_call_open on duty_call (ticket) where next_at is not null;
)sql";

// Group robots of units; what is on its way to them, gathered by window.
inline constexpr std::string_view kRobots = R"sql(
create table unit_robot (
    unit text primary key, platform text not null, sealed text not null, active integer not null,
    changed_at integer not null) strict, without rowid;

create table robot_message (
    id integer primary key, unit text not null, batch text not null, state text not null, created_at integer not null,
    changed_at integer not null, attempt integer not null default 0, next_at integer not null, owner text not null default '',
    claimed_until integer not null default 0, detail text not null default '', unique (unit, batch)) strict;
create index robot_message_due on robot_message (state, next_at) where state in ('waiting', 'sending', 'failed');

create table robot_line (
    id integer primary key, message integer not null references robot_message(id) on delete cascade, unit text not null,
    key text not null, ticket integer not null references ticket(id), rung text not null, unique (unit, key)) strict;
create index robot_line_by_message on robot_line (message);
)sql";

}  // namespace huiying::store
