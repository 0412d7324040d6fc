// The migration behind matters that another body passed on. Private to schema.cpp. Never changed
// once released.
#pragma once

#include <string_view>

namespace huiying::store {

// A question is open until it has an answer; `due` is the date that the other body gave with it.
// `upstream_word`: what it sent and what was made of it, so that the same sent twice is one.
inline constexpr std::string_view kUpstreamMatters = R"sql(
alter table ticket add column upstream_due integer;
create index ticket_passed_on on ticket (account, id) where channel = 'upstream';
create index ticket_passed_on_by_anyone on ticket (id) where channel = 'upstream';
create index ticket_late_on_arrival on ticket (unit, state) where channel = 'upstream' and final_due < arrived_at;

create table upstream_question (
    id integer primary key, ticket integer not null references ticket(id), what text not null, workdays integer not null,
    reason text not null, basis text not null, asked_by text not null, asked_at integer not null,
    answer text not null default '', answered_by text not null default '', answered_at integer, opinion text not null default '',
    due integer) strict;
create unique index upstream_question_open on upstream_question (ticket) where answer = '';
create index upstream_question_by_ticket on upstream_question (ticket);

create table upstream_word (
    key text primary key, ticket integer not null references ticket(id), at integer not null) strict, without rowid;
)sql";

}  // namespace huiying::store
