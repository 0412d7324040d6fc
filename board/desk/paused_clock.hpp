// A ticket whose clock stands still, or stood: the final due time follows from the promised days
// and the ledger of pauses, counted anew by board/sla each time, never by adding up. Private to
// this room, used by moves and by what a citizen adds. Sources: docs/clocks.md, E10 to E15.
#pragma once

#include "board/desk/town.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/pause_repository.hpp"
#include "board/store/ticket_repository.hpp"

namespace huiying::desk {

struct CountedTicket {
    store::Connection& connection;
    store::TicketRecord& record;
    store::Course& course;
    const TownSnapshot& town;
};

/// Writes the pause into the ledger; from `row.from` on the clock stands still.
void begin_pause(
    const CountedTicket& ticket, model::TicketState interrupted, const store::PauseRow& row
);

/// Ends the pause that runs; nothing where none does.
void end_pause(const CountedTicket& ticket, const std::string& by, model::Instant at);

/// The final due time by the ledger. Nothing where the round knows no pause.
void count_anew(const CountedTicket& ticket);

}  // namespace huiying::desk
