#include "board/store/kept_of_new.hpp"

#include "board/store/ticket_index.hpp"

#include <utility>

namespace huiying::store {

void KeptOfNew::add(Connection& connection, const TicketRecord& record) {
    tally.add(connection, record.ticket.id);
    to_index.push_back(record);
}

void KeptOfNew::tell(Connection& connection) {
    for (const auto& record : std::exchange(to_index, {}))
        index_ticket(connection, record);
    tally.write(connection);
}

}  // namespace huiying::store
