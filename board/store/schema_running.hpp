// The migration behind quick figures of what runs: what the dashboard counts of open tickets stands
// in their indices, so that no row is looked up. Private to schema.cpp. Never changed once
// released.
#pragma once

#include <string_view>

namespace huiying::store {

// The states of ticket_open are open_states() of store/ticket_row.cpp.
inline constexpr std::string_view kRunning = R"sql(
drop index ticket_unresponded;
drop index ticket_unaccepted;
drop index ticket_uncontacted;
drop index ticket_unanswered;
create index ticket_unresponded on ticket (response_due, unit, channel, kind, received_at, arrived_at, restricted, accused,
    responded_at, ended_at, round) where responded_at is null and ended_at is null and round = 1;
create index ticket_unaccepted on ticket (response_due, unit, channel, kind, received_at, arrived_at, restricted, accused,
    accepted_at, ended_at, round) where accepted_at is null and ended_at is null and round = 1;
create index ticket_uncontacted on ticket (contact_due, unit, channel, kind, received_at, arrived_at, restricted, accused,
    human_at, ended_at, round) where human_at is null and ended_at is null and round = 1;
create index ticket_unanswered on ticket (final_due, unit, channel, kind, received_at, arrived_at, restricted, accused,
    round, state, replied_at, ended_at) where replied_at is null and ended_at is null;
create index ticket_open on ticket (unit, state, due_key, channel, kind, round, final_due, arrived_at, restricted, accused)
    where state in ('received', 'pending_acceptance', 'to_dispatch', 'to_sign', 'handling', 'drafted', 'sent_back', 'rework',
    'dispatch_review', 'paused', 'in_review', 'in_second_review', 'approved');
)sql";

}  // namespace huiying::store
