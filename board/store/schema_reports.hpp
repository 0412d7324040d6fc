// The migration behind what platforms report of messages that they had taken, and behind what was
// sent being counted by day. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kReports = R"sql(
-- The reply that a row only tells of, by another way than the reply's own.
alter table outbound add column announces integer references reply(id);
create index outbound_by_announced on outbound (announces) where announces is not null;
update outbound set announces = (select whole.reply from outbound whole
    where whole.idempotency_key = substr(outbound.idempotency_key, 1, length(outbound.idempotency_key) - 4))
    where channel = 'sms' and idempotency_key like '%\_sms' escape '\';

-- What a platform calls the parts of a message that it has taken, and what it reports of them. A
-- report may be here before the sender has written down that there is such a part.
create table sent_part (
    channel text not null, account text not null, platform_id text not null,
    outbound integer references outbound(id), at integer not null,
    fate text not null default '', reason text not null default '',
    primary key (channel, account, platform_id)) strict, without rowid;
create index sent_part_by_outbound on sent_part (outbound) where outbound is not null;
create index sent_part_of_nobody on sent_part (at) where outbound is null;

-- What went out over accounts that have a quota, by day of the town; recipient '': all together.
create table sent_count (
    channel text not null, account text not null, recipient text not null, day text not null, count integer not null,
    primary key (channel, account, recipient, day)) strict, without rowid;
)sql";

}  // namespace huiying::store
