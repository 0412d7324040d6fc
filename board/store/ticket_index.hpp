// The search row of a ticket: words of all its messages, as much of them as whoever may see the
// ticket sees. Private to this room. Inside Database::write only.
#pragma once

namespace huiying::store {

class Connection;
struct TicketRecord;

/// Writes the row from the ticket and the messages that are stored by now.
void index_ticket(Connection& connection, const TicketRecord& record);
/// Takes it away. REQUIRES: ticket and messages are as they were when it was written, since the
/// index keeps no text of its own to look that up.
void unindex_ticket(Connection& connection, const TicketRecord& record);
/// Writes all rows anew: after a migration that changes what they hold.
void index_all_tickets(Connection& connection);

}  // namespace huiying::store
