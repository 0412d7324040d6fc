// What search and tally are told of new tickets, once for all that one transaction adds: most share
// their cells, and the search takes its rows better together. Private to this room.
#pragma once

#include "board/store/tally.hpp"
#include "board/store/ticket_repository.hpp"

#include <vector>

namespace huiying::store {

struct KeptOfNew {
    std::vector<TicketRecord> to_index;
    NewTally tally;

    /// REQUIRES: the ticket is stored, and tell() is called before its row of the search is read.
    void add(Connection& connection, const TicketRecord& record);
    /// Nothing is kept after it.
    void tell(Connection& connection);
};

}  // namespace huiying::store
