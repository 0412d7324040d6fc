// Which events a move is, for the table of clocks.
#include "board/workflow/consequences.hpp"

#include <algorithm>
#include <array>

namespace huiying::workflow {
namespace {

using enum ClockEvent;
using model::ReturnRuling;
using model::TicketState;
using Events = std::vector<ClockEvent>;

struct FixedEvent {
    Move move;
    ClockEvent event;
};

/// Moves that are one event wherever they are made. Those that are missing are no event, or are
/// told apart below.
constexpr std::array kFixedEvents{
    FixedEvent{Move::not_accept, not_accepted},
    FixedEvent{Move::merge, merged},
    FixedEvent{Move::unmerge, unmerged},
    FixedEvent{Move::sign, signed_for},
    FixedEvent{Move::ask_assist, assist_asked},
    FixedEvent{Move::give_opinion, opinion_given},
    FixedEvent{Move::drop_assist, assist_dropped},
    FixedEvent{Move::return_ticket, return_asked},
    FixedEvent{Move::save_draft, draft_saved},
    FixedEvent{Move::submit, submitted},
    FixedEvent{Move::approve, approved},
    FixedEvent{Move::send_back, sent_back},
    FixedEvent{Move::order_rework, rework_ordered},
    FixedEvent{Move::close, closed},
    FixedEvent{Move::archive, archived},
    FixedEvent{Move::withdraw, withdrawn},
    FixedEvent{Move::reopen, reopened},
    FixedEvent{Move::pause, paused},
    FixedEvent{Move::resume, resumed},
    FixedEvent{Move::grant_extension, extended},
    FixedEvent{Move::terminate, terminated},
    FixedEvent{Move::remind, reminded},
    FixedEvent{Move::supervise, supervised},
    FixedEvent{Move::escalate, escalated},
    FixedEvent{Move::track_commitment, commitment_made},
    FixedEvent{Move::keep_commitment, commitment_kept},
    FixedEvent{Move::note, noted},
    FixedEvent{Move::give_back, given_back},
    // As a return that was upheld: the unit's part ends, nothing of it was late.
    FixedEvent{Move::recall, return_upheld},
};

Events accepted_by(const MoveRequest& request) {
    const bool by_rule = request.actor.kind == Actor::Kind::system;
    return {by_rule ? accepted_automatically : accepted_by_person, dispatched};
}

Events dispatch_events(const MoveRequest& request) {
    auto events = accepted_by(request);
    const auto assists = std::get<Dispatch>(request.details).assists.size();
    events.insert(events.end(), assists, assist_asked);
    return events;
}

Events ruling_events(const MoveRequest& request) {
    switch (*std::get<Ruling>(request.details).ruling) {
        case ReturnRuling::upheld:
            return {return_upheld};
        case ReturnRuling::reassigned:
            return {return_upheld, return_reassigned};
        case ReturnRuling::refused:
            break;
    }
    return {return_refused};
}

Events reply_events(const MoveRequest& request) {
    const auto& reply = std::get<FinalReply>(request.details);
    Events events{reply.way == ReplyWay::phone ? replied_by_phone : replied};
    if (reply.commitment)
        events.push_back(commitment_made);
    return events;
}

Events addition_events(const TicketFacts& ticket, TicketState target) {
    if (target == ticket.state)
        return {added};
    return {added, ticket.state == TicketState::paused ? resumed : reopened};
}

}  // namespace

Events events_of(const MoveRequest& request, const TicketFacts& ticket, TicketState target) {
    const auto* fixed =
        std::find_if(kFixedEvents.begin(), kFixedEvents.end(), [&](const auto& row) {
            return row.move == request.move;
        });
    if (fixed != kFixedEvents.end())
        return {fixed->event};
    switch (request.move) {
        case Move::accept:
            return target == TicketState::to_dispatch ? Events{} : accepted_by(request);
        case Move::assign:
            return dispatch_events(request);
        case Move::rule_on_return:
            return ruling_events(request);
        case Move::reply:
        case Move::send_approved:
            return reply_events(request);
        case Move::evaluate:
            return target == TicketState::rework ? Events{evaluated, rework_ordered}
                                                 : Events{evaluated};
        case Move::add:
            return addition_events(ticket, target);
        case Move::log_contact:
            return {std::get<Contact>(request.details).reached ? contact_reached : contact_tried};
        default:
            return {};
    }
}

}  // namespace huiying::workflow
