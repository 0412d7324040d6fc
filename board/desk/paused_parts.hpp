// Opinions of assisting units whose ticket stood still: each date is counted anew as the ticket's
// own is. Private to this room, used where a pause ends.
#pragma once

#include "board/desk/paused_clock.hpp"

#include <string>

namespace huiying::desk {

/// Moves the date of every open opinion by the working days that the pause which has just ended
/// took out, no further than the ticket's own date; writes it into the history and tells the unit.
/// REQUIRES: the ledger and the ticket's own date are those that hold from now on.
void move_parts(const CountedTicket& ticket, const std::string& by, model::Instant at);

}  // namespace huiying::desk
