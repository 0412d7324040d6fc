// What was said in a ticket, in its order: the citizen's messages, those of tickets that it
// carries, what was answered at once, the replies. Private to this room.
#pragma once

#include "board/desk/tickets.hpp"
#include "board/model/ticket_number.hpp"
#include "board/store/ticket_repository.hpp"

#include <vector>

namespace huiying::desk {

/// Without the query codes that citizens were told (`secret`: the town's).
[[nodiscard]] std::vector<TalkLine> talk_of(
    store::Connection& connection,
    const store::TicketRecord& record,
    const model::TownSecret& secret
);

}  // namespace huiying::desk
