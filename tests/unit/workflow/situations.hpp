// Tickets in every state and every situation that matters to a rule, people of every party, and a
// well-formed request for every move.
#pragma once

#include "board/workflow/decision.hpp"

#include <vector>

namespace huiying::test {

struct Situation {
    workflow::TicketFacts facts;
    bool plain = false;  ///< nothing beside the state, and no setting changed
};

/// The ticket of a state with nothing beside it: of unit "cjzx" (to_dispatch: of none), in a town
/// whose lead office is "dzb". What was interrupted was `sent_back`.
workflow::TicketFacts plain_ticket(model::TicketState state);

/// The plain one and every variant.
std::vector<Situation> situations(model::TicketState state);

/// Everybody who is of that party in a ticket of "cjzx" that "zfd" assists.
std::vector<workflow::Actor> people_of(workflow::Party party);

/// Complete requests of that move, one for each way it can end.
std::vector<workflow::Details> complete_details(workflow::Move move);

/// The time at which all this happens.
model::Instant noon();

}  // namespace huiying::test
