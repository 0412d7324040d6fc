// The migration that figures over a period need: which tickets came back, and the tally, cells of
// counts that are kept with every move. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kTally = R"sql(
-- Whether it came back after its answer; board/store/came_back.hpp says when.
alter table ticket add column came_back integer not null default 0;
create index ticket_by_contact on ticket (contact, id) where contact <> '';
create index ticket_by_receipt on ticket (received_at, id);
create index ticket_came_back on ticket (received_at, id) where came_back = 1;
create index ticket_hidden on ticket (received_at, id) where restricted = 1 or accused <> '[]';
create index ticket_return_by_time on ticket_return (at);

-- A grain says which of the columns after it tell cells apart: u(nit), c(hannel), k(ind) of a day; p(erson), whose day is
-- '' for what is in hand now. The others hold '*'. A day is that of receipt, but for `replied`, which has its own.
create table tally (
    grain text not null, day text not null, unit text not null, channel text not null, kind text not null, staff integer not null,
    restricted integer not null, accused text not null,
    received integer not null default 0, answered integer not null default 0, replied integer not null default 0,
    accepted integer not null default 0, contacted integer not null default 0,
    satisfied integer not null default 0, mostly_satisfied integer not null default 0, dissatisfied integer not null default 0,
    resolved integer not null default 0, came_back integer not null default 0, open integer not null default 0,
    at_dispatch integer not null default 0, at_sign integer not null default 0, at_handling integer not null default 0,
    at_review integer not null default 0, at_pause integer not null default 0, at_answered integer not null default 0,
    at_closed integer not null default 0, at_ended integer not null default 0,
    response_met integer not null default 0, response_missed integer not null default 0,
    receipt_met integer not null default 0, receipt_missed integer not null default 0,
    acceptance_met integer not null default 0, acceptance_missed integer not null default 0,
    human_contact_met integer not null default 0, human_contact_missed integer not null default 0,
    final_reply_met integer not null default 0, final_reply_missed integer not null default 0,
    later_reply_met integer not null default 0, later_reply_missed integer not null default 0,
    h00 integer not null default 0, h01 integer not null default 0, h02 integer not null default 0, h03 integer not null default 0,
    h04 integer not null default 0, h05 integer not null default 0, h06 integer not null default 0, h07 integer not null default 0,
    h08 integer not null default 0, h09 integer not null default 0, h10 integer not null default 0, h11 integer not null default 0,
    h12 integer not null default 0, h13 integer not null default 0, h14 integer not null default 0, h15 integer not null default 0,
    h16 integer not null default 0, h17 integer not null default 0, h18 integer not null default 0, h19 integer not null default 0,
    h20 integer not null default 0, h21 integer not null default 0, h22 integer not null default 0, h23 integer not null default 0,
    primary key (grain, day, unit, channel, kind, staff, restricted, accused)) strict, without rowid;
create index tally_open on tally (grain, day) where open > 0;
)sql";

}  // namespace huiying::store
