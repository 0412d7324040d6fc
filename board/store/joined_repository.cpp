#include "board/store/joined_repository.hpp"

#include "board/store/database.hpp"

namespace huiying::store {

bool JoinedRepository::are_joined(model::TicketId ticket, model::TicketId other) {
    return connection_
        .query(
            "select 1 from joined_ticket where ticket = ? and other = ?", ticket.value, other.value
        )
        .next();
}

void JoinedRepository::join(model::TicketId ticket, model::TicketId other, model::Instant now) {
    connection_.run(
        "insert into joined_ticket (ticket, other, at) values (?1, ?2, ?3), (?2, ?1, ?3)",
        ticket.value,
        other.value,
        model::to_unix_ms(now)
    );
}

bool JoinedRepository::part(model::TicketId ticket, model::TicketId other) {
    return connection_.run(
               "delete from joined_ticket where (ticket = ?1 and other = ?2) or (ticket = ?2 and "
               "other = ?1)",
               ticket.value,
               other.value
           ) > 0;
}

std::vector<model::TicketId> JoinedRepository::of(model::TicketId ticket) {
    std::vector<model::TicketId> others;
    auto row = connection_.query(
        "select other from joined_ticket where ticket = ? order by at, other", ticket.value
    );
    while (row.next())
        others.push_back({row.integer(0)});
    return others;
}

}  // namespace huiying::store
