// What the town tells a citizen about a ticket: a letter that stays (a reply, a refusal with its
// reasons), or a word about what happened. Each is an outbox row of the move's own transaction; who
// has no way back reads it by number and code. Private to this room.
#pragma once

#include "board/desk/ticket_move.hpp"

#include <string>
#include <string_view>

namespace huiying::store {
class OutboxRepository;
}

namespace huiying::desk {

/// Whether a letter goes out on the citizen's channel, or is only read by number and code.
enum class Sending { by_channel, pick_up };

/// A letter signed by the unit of that code; "" signs as the office.
void add_letter(
    MoveContext& context,
    const std::string& text,
    const std::string& unit,
    Sending sending = Sending::by_channel
);
void add_letter(
    MoveContext& context,
    const store::TicketRecord& record,
    const std::string& text,
    const std::string& unit,
    Sending sending = Sending::by_channel
);

/// A word on the citizen's channel, where there is one; what happened stands in the history anyhow.
/// `about` tells it apart from others of the same ticket version.
void tell_citizen(
    MoveContext& context,
    const store::TicketRecord& record,
    std::string_view about,
    const std::string& text
);
void tell_citizen(MoveContext& context, std::string_view about, const std::string& text);

/// The same outside of a move. `key` is the letter's own. False where there is no way back.
bool tell_citizen(
    store::OutboxRepository& outbox,
    const TownSnapshot& town,
    const model::Ticket& ticket,
    const std::string& key,
    const model::Reply& word
);

}  // namespace huiying::desk
