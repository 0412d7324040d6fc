// The migration that the three rates of response need: when a person must have spoken with the
// citizen, when a ticket ended without an answer, what the rounds before the present one said, and
// the figures by day of each. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// `contact_due` needs the calendar: desk fills it in when the record is opened. Of a round that was
// over before this release only the time of its reply is known, not its due time: it counts neither
// way.
inline constexpr std::string_view kFigures = R"sql(
alter table ticket add column contact_due integer;
alter table ticket add column ended_at integer;
update ticket set ended_at = (
    select max(h.at) from history h where h.ticket = ticket.id and h.event in (
        'not_accepted', 'merged', 'withdrawn', 'terminated'))
    where state in ('not_accepted', 'emergency_transferred', 'to_foi', 'to_petition', 'merged', 'withdrawn', 'terminated');
update ticket set ended_at = coalesce(replied_at, arrived_at) where ended_at is null
    and state in ('not_accepted', 'emergency_transferred', 'to_foi', 'to_petition', 'merged', 'withdrawn', 'terminated');

-- The first release promised the notice and had no other time for it; a reply is always a person's.
update ticket set accepted_at = responded_at where accepted_at is null and responded_at > arrived_at;
update ticket set human_at = replied_at where human_at is null and replied_at is not null;
update ticket set contact_at = replied_at where contact_at is null and replied_at is not null;

-- A round that is over, as it was when the next one began.
create table past_round (
    ticket integer not null references ticket(id), round integer not null, unit text not null,
    final_due integer, replied_at integer, ended_at integer, primary key (ticket, round)) strict, without rowid;
insert into past_round (ticket, round, unit, replied_at)
    select id, 1, unit, (select min(h.at) from history h where h.ticket = ticket.id and h.event = 'replied')
    from ticket where round > 1;

-- Clocks that still run: the few of which one may have passed its due time since.
create index ticket_unresponded on ticket (response_due, unit) where responded_at is null and ended_at is null and round = 1;
create index ticket_unaccepted on ticket (response_due, unit) where accepted_at is null and ended_at is null and round = 1;
create index ticket_uncontacted on ticket (contact_due, unit) where human_at is null and ended_at is null and round = 1;
create index ticket_contact_due_unknown on ticket (received_at) where contact_due is null;
create index ticket_unanswered on ticket (final_due, unit) where replied_at is null and ended_at is null;

alter table daily add column response_met integer not null default 0;
alter table daily add column response_missed integer not null default 0;
alter table daily add column receipt_met integer not null default 0;
alter table daily add column receipt_missed integer not null default 0;
alter table daily add column acceptance_met integer not null default 0;
alter table daily add column acceptance_missed integer not null default 0;
alter table daily add column human_contact_met integer not null default 0;
alter table daily add column human_contact_missed integer not null default 0;
alter table daily add column final_reply_met integer not null default 0;
alter table daily add column final_reply_missed integer not null default 0;
alter table daily add column later_reply_met integer not null default 0;
alter table daily add column later_reply_missed integer not null default 0;
)sql";

}  // namespace huiying::store
