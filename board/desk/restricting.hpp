// A matter that accuses a unit or its people is the office's alone (信访工作条例 article 30): what
// that takes from whoever had it. Private to this room, used inside a transaction by additions (a
// later message accuses) and restrictions (the office decides).
#pragma once

#include "board/desk/carried_tickets.hpp"
#include "board/desk/ticket_event.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

/// Marks the ticket and names the accused; what is proposed or shown of it on the board comes down,
/// and what was said of it is found by no personal detail any more.
void mark_restricted(
    const Releasing& by, store::TicketRecord& record, const std::vector<std::string>& accused
);

/// Of an answered one: whatever comes of it comes to the office.
void take_answered_from_unit(store::TicketRecord& record, store::Course& course);

/// Of an open ticket: no unit has it, none is asked for an opinion, no unit's draft stays, and what
/// it carried goes on by itself (`events` say so). REQUIRES: no pause runs, no other ticket carries
/// it. The caller writes the record and the course.
void take_from_unit(
    const Releasing& by,
    store::TicketRecord& record,
    store::Course& course,
    std::vector<TicketEvent>& events
);

}  // namespace huiying::desk
