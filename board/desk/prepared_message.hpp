// All that a message becomes when it makes a ticket, worked out before the transaction: ticket with
// its clocks, routing with reasons, draft, first rung. Used by take_in. Pure but for a log line.
#pragma once

#include "board/model/draft.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/routing_decision.hpp"
#include "board/store/ticket_repository.hpp"

#include <optional>

namespace huiying::knowledge {
struct Sense;
}

namespace huiying::templates {
class Renderer;
}

namespace huiying::desk {

class TownSnapshot;

struct PreparedMessage {
    const model::InboundMessage& message;
    store::TicketRecord record;
    model::RoutingDecision decision;
    model::Draft draft;  ///< empty where its template is broken
    std::optional<model::Instant> alarm;
};

/// `sense`: what the message means, where it is known. REQUIRES: `message` outlives what is
/// returned.
[[nodiscard]] PreparedMessage prepared(
    const model::InboundMessage& message,
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    model::Instant now,
    const knowledge::Sense* sense = nullptr
);

}  // namespace huiying::desk
