// Whether an answered ticket came back. It did when its matter went into another round (重办,
// 重新办理), or when the same writer brought a further matter before the same unit within 30 days
// of the reply: among the 50 tickets that the writer wrote next, so that it is found at once
// whoever writes how much. The same writer is the same sender on the same account, or who left the
// same contact. A restricted ticket is nobody's sign: it must not show in figures of others.
// Private to this room; kept with every change of a ticket.
#pragma once

#include "board/model/ids.hpp"

namespace huiying::store {

class Connection;

/// Brings the mark of this ticket up to date, and the tally with it.
void mark_came_back(Connection& connection, model::TicketId ticket);
/// The marks of those answered tickets to which this one may be the further matter.
void mark_forerunners(Connection& connection, model::TicketId ticket);
/// Marks every ticket anew; the tally must be rebuilt after it.
void mark_all_came_back(Connection& connection);

}  // namespace huiying::store
