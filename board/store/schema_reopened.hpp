// The migration that mends tickets which were reopened before rounds were counted: they kept the
// time of the reply that did not do, as if nothing were owed. Private to schema.cpp. Never changed
// once released.
#pragma once

#include <string_view>

namespace huiying::store {

// The reply was the first round's; of a later round that is known already only the time is cleared.
// A pause after it is one of the round that goes on.
inline constexpr std::string_view kReopened = R"sql(
create temporary table owing as select id, round, unit, replied_at,
    exists (select 1 from past_round p where p.ticket = ticket.id and p.round = ticket.round - 1) as known
    from ticket where replied_at is not null and state in ('pending_acceptance', 'to_dispatch', 'to_sign', 'handling', 'drafted',
    'sent_back', 'rework', 'dispatch_review', 'paused', 'in_review', 'in_second_review', 'approved');
insert into past_round (ticket, round, unit, replied_at) select id, round, unit, replied_at from owing where not known;
update pause set round = pause.round + 1 from owing where owing.id = pause.ticket and not owing.known and pause.round = owing.round
    and pause.from_at >= owing.replied_at;
update ticket set round = round + 1 where id in (select id from owing where not known);
update ticket set replied_at = null where id in (select id from owing);
insert into alarm (ticket, at, since) select id, unixepoch() * 1000, unixepoch() * 1000 from owing where true
    on conflict (ticket) do update set at = min(at, excluded.at);
drop table owing;
)sql";

}  // namespace huiying::store
