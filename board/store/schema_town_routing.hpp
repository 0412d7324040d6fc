// The migration behind a town's own routing rules and what people put right. Private to schema.cpp.
// Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

// What was put right is read anew when the revision 'corrections' grows, nothing else with it.
// Every saved list of rules is a version of its own; the newest holds, and the setting
// 'routing.rules' names it, so that every process notices. `wrong` is empty where routing had left
// the ticket to a person. Corrections of tickets that were put right before are told from their
// first decision.
inline constexpr std::string_view kTownRouting = R"sql(
create table routing_rules (
    version integer primary key, at integer not null, by text not null, note text not null, rules text not null) strict;
create table routing_correction (
    ticket integer primary key references ticket (id), at integer not null, wrong text not null, "right" text not null) strict;
insert into revision (name, value) values ('corrections', 1);
create index routing_correction_newest on routing_correction (at);
insert into routing_correction (ticket, at, wrong, "right")
    select t.id, t.received_at, coalesce(r.decision ->> '$.unit', ''), t.unit from ticket t join routing r on r.ticket = t.id
    where t.unit <> '' and t.restricted = 0 and t.unit <> coalesce(r.decision ->> '$.unit', '')
    order by t.id desc limit 2000;
)sql";

}  // namespace huiying::store
