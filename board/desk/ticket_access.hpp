// Which tickets a person may see, as facts for board/workflow and as a filter for lists: the two
// say the same. Private to this room.
#pragma once

#include "board/desk/tickets.hpp"
#include "board/desk/town.hpp"
#include "board/store/publication_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/moves.hpp"

namespace huiying::desk {

/// What of the town decides on moves.
struct TownRules {
    std::string lead_unit;
    model::ReplyReview reply_review = model::ReplyReview::not_needed;
};

TownRules rules_of(const TownSnapshot& town);

workflow::TicketFacts facts_of(
    const store::TicketRecord& record,
    const TownRules& rules,
    const std::optional<store::PublicationRecord>& publication = std::nullopt
);

/// The tickets of a queue that this person may see.
store::TicketFilter filter_of(
    const model::Staff& staff, const std::string& lead_unit, Queue queue, model::Instant now
);

/// The row as the desk shows it: writer masked where the ticket is restricted.
TicketRow row_of(const store::TicketRecord& record, model::Instant now);

}  // namespace huiying::desk
