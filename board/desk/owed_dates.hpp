// The first response and 先行联系 of a ticket that goes on. No pause moves them; but a ticket that
// stands still is left by every recount, so that what it still owes is counted by the calendar and
// the policy that hold when it goes on. Private to this room, used where a pause ends.
#pragma once

#include "board/desk/paused_clock.hpp"

namespace huiying::desk {

/// Counts both dates anew where they are still owed and another calendar or policy holds than they
/// rest on: never earlier, with both dates and the reason in the history, and a word to the citizen
/// about a later response. REQUIRES: the ticket's versions are still those of before.
void count_owed_anew(const CountedTicket& ticket, model::Instant at);

}  // namespace huiying::desk
