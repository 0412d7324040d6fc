// The draft that a ticket keeps: as a person wrote it, as it was sent, and the system's own made
// anew where the ticket goes to another unit. Private to this room.
#pragma once

#include "board/desk/ticket_move.hpp"

#include <optional>
#include <string>

namespace huiying::knowledge {
struct Sense;
}

namespace huiying::templates {
class Renderer;
}

namespace huiying::desk {

/// Whoever of the unit first writes on the reply has the ticket in hand.
void take_in_hand(MoveContext& context, const model::Staff& staff);

/// The draft's new text; the sources it began with stay.
void keep_draft(MoveContext& context, const std::string& text);

/// What is sent is the draft from now on. Where somebody had submitted another text, the history
/// says so and keeps that one.
void keep_as_sent(MoveContext& context, const std::string& text);

/// What a draft is made of besides the ticket.
struct DraftOf {
    std::string subject;   ///< of its first message
    std::string document;  ///< id of the policy document that it asks about, or empty
};

/// What the system itself would answer to a ticket. nullopt,
/// and a log line, where its template is broken: neither taking in nor handing on waits for that.
std::optional<model::Draft> system_draft(
    const model::Ticket& ticket,
    const DraftOf& first,
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    model::Instant now,
    const knowledge::Sense* sense = nullptr
);

/// A draft that nobody has touched names the unit that the ticket lies with.
void renew_draft(
    store::Connection& connection,
    const store::TicketRecord& record,
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    model::Instant now
);

}  // namespace huiying::desk
