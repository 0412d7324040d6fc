#include "board/desk/citizen_additions.hpp"

#include "board/desk/receipts.hpp"

#include <utility>

namespace huiying::desk {

model::Result<Addition> addition_of(
    CitizenStatus& status, const CitizenProof& proof, AdditionGiven given, model::Instant now
) {
    model::InboundMessage message{
        .channel = std::move(given.channel),
        .text = std::move(given.text),
        .received_at = now,
        .arrived_at = now,
        .continues = true,
        .proved_by_code = true,
    };
    std::string field;
    if (const auto checked = check_message(message, field); checked.has_error())
        return checked.error();
    const auto view = status.status(proof.number, proof.code, proof.peer);
    if (view.has_error())
        return view.error();
    // Were it appended now, it could overtake the message that makes the ticket.
    if (view->state == model::TicketState::received)
        return model::Errc::not_found;
    if (!view->if_added)
        return model::Errc::move_not_allowed;
    message.number = view->number;
    message.delivery_key = message.channel + "|add|" + view->number + "|" + given.delivery_key;
    return Addition{std::move(message), view->state, *view->if_added};
}

}  // namespace huiying::desk
