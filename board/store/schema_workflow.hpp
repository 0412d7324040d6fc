// The migration that the whole workflow needs: times of the grades of response and rounds on the
// ticket, and the proceedings beside it. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// States are stored as their words: those that older rows hold mean what they meant.
inline constexpr std::string_view kWorkflow = R"sql(
alter table ticket add column accepted_at integer;
alter table ticket add column contact_at integer;
alter table ticket add column human_at integer;
alter table ticket add column round integer not null default 1;

-- What lies beside the state, for tickets that left the plain way; a ticket without a row has none of it.
create table course (
    ticket integer primary key references ticket(id), before_state text not null, paused_for text not null,
    approved_by integer, dispatched_at integer, signed_at integer, holder integer,
    designated integer not null, returned_units text not null, returns integer not null, return_asked_by integer,
    extension_granted integer not null, extension_asked integer not null, extension_asked_by integer,
    termination_asked_by integer, reworks integer not null, grade text not null, reminded_on text not null,
    survivor integer references ticket(id), own_response_due integer, own_final_due integer) strict;
create index course_by_survivor on course (survivor) where survivor is not null;
create index course_by_holder on course (holder) where holder is not null;

-- Returns with the office's ruling; those that were accepted are corrections for routing.
create table ticket_return (
    id integer primary key, ticket integer not null references ticket(id), unit text not null, asked_by text not null,
    at integer not null, ground text not null, basis text not null, ruling text not null default '',
    right_unit text not null default '', ruled_by text not null default '', ruled_at integer, reason text not null default '') strict;
create index ticket_return_by_ticket on ticket_return (ticket, id);
create index ticket_return_corrections on ticket_return (ruled_at) where ruling in ('upheld', 'reassigned');

create table extension (
    id integer primary key, ticket integer not null references ticket(id), asked_by text not null, at integer not null,
    workdays integer not null, reason text not null, decision text not null default '', decided_by text not null default '',
    decided_at integer, opinion text not null default '', old_due integer, new_due integer) strict;
create index extension_by_ticket on extension (ticket, id);

create table contact (
    id integer primary key, ticket integer not null references ticket(id), at integer not null, by text not null,
    way text not null, number text not null, summary text not null, reached integer not null) strict;
create index contact_by_ticket on contact (ticket, id);

create table evaluation (
    id integer primary key, ticket integer not null references ticket(id), at integer not null, by text not null,
    round integer not null, grade text not null, reason text not null, summary text not null) strict;
create index evaluation_by_ticket on evaluation (ticket, id);

-- Merging is a link: the ticket's own rows stay where they are, so that it can be undone.
create table merge_link (
    id integer primary key, ticket integer not null references ticket(id), survivor integer not null references ticket(id),
    at integer not null, by text not null, undone_at integer, undone_by text not null default '') strict;
create index merge_link_by_survivor on merge_link (survivor, id);

-- A person's own text of a reply, saved as it is written, whatever others did meanwhile.
create table draft_copy (
    ticket integer not null references ticket(id), staff integer not null, text text not null, saved_at integer not null,
    primary key (ticket, staff)) strict, without rowid;

create table absence (
    staff integer primary key references staff(id) on delete cascade, deputy integer not null references staff(id),
    from_day text not null, to_day text not null, note text not null) strict;
create index absence_by_deputy on absence (deputy);

create table handover (
    id integer primary key, at integer not null, by text not null, from_staff integer not null, to_staff integer not null,
    reason text not null, notice text not null) strict;
create table handover_ticket (
    handover integer not null references handover(id), ticket integer not null references ticket(id),
    primary key (handover, ticket)) strict, without rowid;
)sql";

}  // namespace huiying::store
