#include "board/desk/corrections.hpp"

#include "board/store/town_routing_repository.hpp"

namespace huiying::desk {

void note_correction(MoveContext& context, const std::string& unit_before) {
    const auto& ticket = context.record.ticket;
    if (ticket.unit == unit_before || ticket.restricted)
        return;
    store::TownRoutingRepository corrections(context.connection);
    if (ticket.unit.empty()) {
        // Taken back: where it was is no example for others.
        corrections.drop_correction(ticket.id);
        return;
    }
    const auto decision = context.tickets.routing(ticket.id);
    const auto first = decision ? decision->unit : std::string();
    if (first == ticket.unit) {
        corrections.drop_correction(ticket.id);
    } else {
        const auto& wrong = unit_before.empty() ? first : unit_before;
        corrections.note_correction(ticket.id, wrong, ticket.unit, context.now);
    }
}

}  // namespace huiying::desk
