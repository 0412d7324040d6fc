// Which tickets a person may see, as facts for board/workflow and as a filter for lists: the two
// say the same. Private to this room.
#pragma once

#include "board/desk/tickets.hpp"
#include "board/desk/town.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/publication_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/moves.hpp"

namespace huiying::desk {

/// What of the town decides on who sees a ticket, and on most moves.
struct TownRules {
    std::string lead_unit;
    model::ReplyReview reply_review = model::ReplyReview::not_needed;
    std::map<model::Kind, model::ReplyReview> reply_review_of_kind;
    model::WorkflowRules workflow;
};

TownRules rules_of(const TownSnapshot& town);

/// Facts of the ticket's own row: enough to say who sees it and what may be published.
workflow::TicketFacts facts_of(
    const store::TicketRecord& record,
    const TownRules& rules,
    const std::optional<store::PublicationRecord>& publication = std::nullopt
);

/// Those, and who assists: enough to say who sees it.
workflow::TicketFacts access_facts(
    store::Connection& connection,
    const store::TicketRecord& record,
    const TownRules& rules,
    const std::optional<store::PublicationRecord>& publication = std::nullopt
);

/// When it is asked whether something of the ticket is late: of one that stands still when it
/// stopped.
model::Instant judged_at(
    store::Connection& connection, const model::Ticket& ticket, model::Instant now
);

/// All facts, as every move needs them.
workflow::TicketFacts full_facts(
    store::Connection& connection,
    const store::TicketRecord& record,
    const store::Course& course,
    const TownSnapshot& town,
    model::Instant now
);

/// Whether the ticket exists for this person.
[[nodiscard]] bool is_visible(
    store::Connection& connection,
    const store::TicketRecord& record,
    const TownSnapshot& town,
    const model::Staff& staff
);

/// The tickets of a queue that this person may see.
store::TicketFilter filter_of(
    const model::Staff& staff, const std::string& lead_unit, Queue queue, model::Instant now
);

/// Those of them that the person looks for.
store::TicketFilter filter_of(
    const model::Staff& staff,
    const std::string& lead_unit,
    const ListAsked& asked,
    model::Instant now
);

/// The row as the desk shows it: writer masked where the ticket is restricted.
TicketRow row_of(const store::TicketRecord& record, model::Instant now);

}  // namespace huiying::desk
