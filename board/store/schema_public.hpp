// The migration behind what the board publishes of itself: message counts by month, public copies
// by unit and by day, what readers say of an answer. Private to schema.cpp. Never changed once
// released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kPublicFigures = R"sql(
-- Messages by month of receipt and unit, kept with every move. The unit is '' where there is none
-- yet and where a message accuses somebody: no reader learns from the counts whom.
create table public_month (
    month text not null, unit text not null, received integer not null default 0, answered integer not null default 0,
    answered_in_time integer not null default 0, ended integer not null default 0, answer_ms integer not null default 0,
    primary key (month, unit)) strict, without rowid;

-- Whose answer a public copy is, so that a unit's page need not look through everybody's.
alter table publication add column unit text not null default '';
update publication set unit = (select t.unit from ticket t where t.id = publication.ticket);
create index publication_of_unit on publication (unit, position desc) where state = 'published';
create index publication_by_time on publication (published_at desc) where state = 'published';

-- What readers say of a published answer: how many, and their words without personal details.
create table entry_rating (entry text primary key, useful integer not null, useless integer not null) strict, without rowid;
create table entry_remark (id integer primary key, entry text not null, at integer not null, useful integer not null, remark text not null) strict;
create index entry_remark_by_entry on entry_remark (entry, id);
-- Who has spoken today, as a keyed hash; yesterday's go.
create table entry_voter (day text not null, entry text not null, voter text not null, primary key (day, entry, voter)) strict, without rowid;
)sql";

}  // namespace huiying::store
