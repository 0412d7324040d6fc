#include "board/desk/ticket_move.hpp"

#include "board/desk/ticket_access.hpp"
#include "board/desk/town.hpp"
#include "board/store/database.hpp"

namespace huiying::desk {

model::Result<Moved> move_ticket(
    store::Database& database,
    const Town& town,
    const model::Clock& clock,
    const Announce& announce,
    const MoveRequest& request,
    const std::function<void(MoveContext&)>& change
) {
    const auto rules = rules_of(*town.snapshot());
    store::TicketRecord moved;
    try {
        moved = database.write([&](store::Connection& connection) {
            store::TicketRepository tickets(connection);
            auto record = tickets.find(request.ref.number);
            if (!record)
                throw MoveRefused(model::Errc::not_found);
            const auto facts = facts_of(
                *record, rules, store::PublicationRepository(connection).find(record->ticket.id)
            );
            if (const auto allowed = workflow::may(request.staff, facts, request.move);
                allowed.has_error())
                throw MoveRefused(model::errc_of(allowed.error()));
            if (record->ticket.version != request.ref.version)
                throw MoveRefused(model::Errc::version_conflict);
            record->ticket.state = workflow::next_state(record->ticket.state, request.move);
            MoveContext context{connection, tickets, *record, request.staff.login, clock.now()};
            change(context);
            tickets.update(*record);
            ++record->ticket.version;
            return *record;
        });
    } catch (const MoveRefused& refused) {
        return refused.errc();
    }
    const auto& ticket = moved.ticket;
    if (announce)
        announce(
            {ticket.number,
             std::string(workflow::to_word(request.move)),
             ticket.unit,
             ticket.state,
             ticket.restricted,
             moved.accused_units}
        );
    return Moved{ticket.number, ticket.state, ticket.version};
}

}  // namespace huiying::desk
