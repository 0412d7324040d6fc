#include "board/desk/talk_standing.hpp"

#include "board/model/ticket_state.hpp"
#include "board/store/database.hpp"
#include "board/store/talk_repository.hpp"
#include "board/store/ticket_repository.hpp"

namespace huiying::desk {
namespace {

using model::TicketState;

TalkTicketIs judged(const store::TalkTicket& ticket) {
    const auto state = model::parse_ticket_state(ticket.state).value_or(TicketState::closed);
    if (model::is_open(state))
        return TalkTicketIs::open;
    if (state == TicketState::closed && !ticket.is_replied)
        return TalkTicketIs::system_answered;
    const bool waits = state == TicketState::final_replied || state == TicketState::to_evaluate;
    return waits && !ticket.is_graded ? TalkTicketIs::to_rate : TalkTicketIs::over;
}

}  // namespace

TalkStanding TalkStandings::of(const TalkOf& talk, const LastTurn& last) const {
    TalkStanding standing;
    database_.read([&](store::Connection& connection) {
        store::TalkRepository talks(connection);
        const store::TalkKey key{talk.channel, talk.account, talk.sender};
        if (const auto ticket = talks.ticket_of(key, last.number)) {
            standing.number = ticket->number;
            standing.ticket = judged(*ticket);
        }
        if (talks.is_owned(key, clock_.now()))
            standing.owner = TalkOwner::person;
        if (!last.key.empty() && store::TicketRepository(connection).has_delivery(last.key))
            standing.recorded_key = last.key;
    });
    return standing;
}

}  // namespace huiying::desk
