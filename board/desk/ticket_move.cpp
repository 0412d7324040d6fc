#include "board/desk/ticket_move.hpp"

#include "board/desk/ticket_access.hpp"
#include "board/desk/town.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/database.hpp"

namespace huiying::desk {
namespace {

/// What the move brings, or MoveRefused.
workflow::Outcome decided(
    const workflow::TicketFacts& facts, const MoveCall& call, model::Instant now
) {
    auto decision = workflow::decide(
        facts,
        {.move = call.move,
         .actor = workflow::acting(call.staff),
         .details = call.details,
         .now = now}
    );
    if (const auto* refusal = std::get_if<workflow::Refusal>(&decision))
        throw MoveRefused(refusal->errc);
    return std::get<workflow::Outcome>(std::move(decision));
}

/// The times that figures are made of, from the table of clocks.
void stamp(model::Ticket& ticket, const workflow::Outcome& outcome, model::Instant now) {
    using workflow::Clock;
    const auto response = workflow::clock_of(workflow::ResponseGrade::acceptance);
    if (!ticket.responded_at && workflow::stops(outcome.effects, response))
        ticket.responded_at = now;
    if (workflow::stops(outcome.effects, Clock::final_reply))
        ticket.replied_at = now;
}

}  // namespace

model::Result<Moved> move_ticket(
    store::Database& database,
    const Town& town,
    const model::Clock& clock,
    const Announce& announce,
    const MoveCall& call,
    const std::function<void(MoveContext&)>& change
) {
    const auto rules = rules_of(*town.snapshot());
    store::TicketRecord moved;
    try {
        moved = database.write([&](store::Connection& connection) {
            store::TicketRepository tickets(connection);
            auto record = tickets.find(call.ref.number);
            if (!record)
                throw MoveRefused(model::Errc::not_found);
            const auto facts = facts_of(
                *record, rules, store::PublicationRepository(connection).find(record->ticket.id)
            );
            const auto now = clock.now();
            const auto outcome = decided(facts, call, now);
            if (record->ticket.version != call.ref.version)
                throw MoveRefused(model::Errc::version_conflict);
            record->ticket.state = outcome.state;
            stamp(record->ticket, outcome, now);
            MoveContext context{connection, tickets, *record, call.staff.login, now, outcome};
            change(context);
            tickets.update(*record);
            store::AlarmRepository(connection).look_again(record->ticket.id, now);
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
             std::string(workflow::to_word(call.move)),
             ticket.unit,
             ticket.state,
             ticket.restricted,
             moved.accused_units}
        );
    return Moved{ticket.number, ticket.state, ticket.version};
}

}  // namespace huiying::desk
