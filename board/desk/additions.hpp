// What a citizen adds to a ticket that is in the record already: it comes before a person again,
// also after the reply, also where another ticket carries the matter. Private to this room, used by
// take-in inside its transaction.
#pragma once

#include "board/desk/ticket_event.hpp"
#include "board/desk/town.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/routing_decision.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/decision.hpp"

#include <vector>

namespace huiying::desk {

/// Whoever showed the query code, on whatever channel; else the same sender at the same account. A
/// platform's account vouches for its senders, never for a code.
[[nodiscard]] bool is_of_writer(const model::InboundMessage& message, const model::Ticket& ticket);

class Additions {
  public:
    Additions(store::Connection& connection, const TownSnapshot& town, model::Instant now);

    /// The message's row is written already; answers with what is to be announced.
    [[nodiscard]] std::vector<TicketEvent> take(
        store::TicketRecord& record,
        const model::InboundMessage& message,
        const model::RoutingDecision& decision
    );

  private:
    /// What follows by board/workflow, carried out but for who is told.
    workflow::Outcome reopen(store::TicketRecord& record);
    void tell_holder(store::TicketRecord& record, const workflow::Outcome& outcome);
    void go_on(store::TicketRecord& record, store::Course& course);
    void keep_mobile(model::Ticket& ticket, const model::InboundMessage& message);
    void tell_survivor(const model::Ticket& ticket, std::vector<TicketEvent>& events);
    void leave_survivor(store::TicketRecord& record, std::vector<TicketEvent>& events);
    void restrict(
        const model::RoutingDecision& decision,
        store::TicketRecord& record,
        std::vector<TicketEvent>& events
    );

    store::Connection& connection_;
    store::TicketRepository tickets_;
    store::CourseRepository courses_;
    const TownSnapshot& town_;
    const model::Instant now_;
};

}  // namespace huiying::desk
