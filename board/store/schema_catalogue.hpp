// The migration behind the catalogue of what must be published. Private to schema.cpp. Never
// changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// `since`: the day from which an item's period counts. A publication is for a `cycle`: a day of the
// calendar, or an event. `catalogue_told`: reminders that are over, told to anybody or not.
inline constexpr std::string_view kCatalogue = R"sql(
create table catalogue_item (
    id text primary key, category text not null, subcategory text not null, name text not null, content text not null,
    basis text not null, unit text not null, channel text not null, due_kind text not null, due_workdays integer not null,
    due_month integer not null, due_day integer not null, due_date text not null, remind_before integer not null,
    person text not null, active integer not null, since text not null, position integer not null, version integer not null) strict;
create index catalogue_item_by_unit on catalogue_item (unit);

create table catalogue_event (
    id integer primary key, item text not null references catalogue_item(id), what text not null, day text not null,
    dropped text not null default '') strict;
create index catalogue_event_by_item on catalogue_event (item, id);

create table catalogue_publication (
    id integer primary key, item text not null references catalogue_item(id), cycle text not null, state text not null,
    title text not null, link text not null, text text not null, text_hash text not null,
    proposed_by integer not null references staff(id), proposed_at integer not null, published_at integer,
    version integer not null) strict;
create index catalogue_publication_by_item on catalogue_publication (item, id);
create index catalogue_publication_shown on catalogue_publication (item, published_at) where state = 'published';

create table catalogue_review (
    id integer primary key, publication integer not null references catalogue_publication(id), text_hash text not null,
    by text not null, at integer not null, secrecy integer not null, privacy integer not null, wording integer not null,
    passed integer not null, opinion text not null) strict;
create index catalogue_review_by_publication on catalogue_review (publication, id);

create table catalogue_history (
    id integer primary key, item text not null references catalogue_item(id), at integer not null, by text not null,
    event text not null, detail text not null) strict;
create index catalogue_history_by_item on catalogue_history (item, id);

create table catalogue_told (
    key text primary key, item text not null, at integer not null, told integer not null) strict, without rowid;

insert into revision (name, value) values ('catalogue', 1);
)sql";

}  // namespace huiying::store
