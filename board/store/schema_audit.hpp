// The migration that chains the audit. Private to schema.cpp. Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kAuditChain = R"sql(
-- Over the row and the chain of the row before: a row that is changed, taken out or put in later does not fit any more.
alter table audit add column chain text not null default '';
-- Pages are read by time, the newest first; the rowid is part of each index.
create index audit_by_time on audit (at);
create index audit_by_actor on audit (actor, at);
create index audit_by_object on audit (object, at);
create index audit_by_action on audit (action, at);
-- A process of an earlier release that still runs would break the chain for good: it is refused.
create trigger audit_is_chained before insert on audit when new.chain = '' begin
    select raise(abort, 'an audit row without its chain: a process of an earlier release still runs');
end;
)sql";

}  // namespace huiying::store
