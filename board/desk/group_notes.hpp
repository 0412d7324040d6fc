// Rungs into the group chats of the units that they concern. Private to this room; made inside a
// transaction.
#pragma once

#include "board/desk/town.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/ladder.hpp"

namespace huiying::desk {

/// Puts the rung into the message of each group robot that is to have it: the ticket's unit's where
/// its people are told, the lead office's where that is. Restricted tickets never go to a group. An
/// emergency is a message of its own.
void note_in_groups(
    store::Connection& connection,
    const TownSnapshot& town,
    const model::Ticket& ticket,
    const workflow::PlannedRung& rung,
    model::Instant send_at
);

}  // namespace huiying::desk
