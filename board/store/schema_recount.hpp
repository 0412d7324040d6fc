// The migration behind recounting due times: where a later round began, the runs with their place,
// and what became of each promise. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// Rounds of older records are found again in the history; a reopening counts by the policy.
inline constexpr std::string_view kRecount = R"sql(
create table round_start (ticket integer primary key references ticket(id), at integer not null, workdays integer not null) strict;
insert into round_start select ticket, at, case event when 'rework_ordered'
    then coalesce((select cast(value as integer) from setting where key = 'workflow.rework_workdays'), 3) else 0 end
    from history where id in (select max(id) from history where event in ('rework_ordered', 'reopened') group by ticket);

-- Whose dates are promises still; the words are those of store/due_repository.cpp.
create index ticket_promised on ticket (id) where state in ('pending_acceptance', 'to_dispatch', 'to_sign', 'handling',
    'drafted', 'sent_back', 'rework', 'dispatch_review', 'in_review', 'in_second_review', 'approved', 'merged');

-- A run counts all promises anew by one calendar and one policy. `place`: the last ticket of the pass that is done.
create table recount (
    id integer primary key, calendar_version text not null, policy_version text not null, began_at integer not null,
    pass_began_at integer not null, place integer not null default 0, found integer not null default 0,
    counted integer not null default 0, later integer not null default 0, known integer not null default 0,
    kept integer not null default 0, told integer not null default 0, ended_at integer,
    owner text not null default '', leased_until integer not null default 0) strict;

create table due_change (
    ticket integer not null references ticket(id), recount integer not null references recount(id), clock text not null,
    at integer not null, old_due integer, new_due integer, counted_due integer, outcome text not null,
    old_calendar text not null, old_policy text not null, new_calendar text not null, new_policy text not null,
    primary key (ticket, recount, clock)) strict, without rowid;
)sql";

}  // namespace huiying::store
