#include "board/workflow/consequences.hpp"
#include "board/workflow/move_table.hpp"

#include <algorithm>
#include <array>

namespace huiying::workflow {
namespace {

using enum model::TicketState;
using model::NonAcceptance;
using model::ReturnRuling;
using model::TicketState;

TicketState with_unit(const TicketFacts& ticket) {
    // What only the office may see no handler can sign for.
    const bool signs = ticket.rules.signing == Signing::needed && !ticket.restricted;
    return signs ? to_sign : handling;
}

/// Where a matter goes on that had ended.
TicketState taken_up(const TicketFacts& ticket) {
    return ticket.unit.empty() ? to_dispatch : handling;
}

TicketState not_accepted_as(const MoveRequest& request) {
    switch (*std::get<NonAcceptanceDetails>(request.details).reason) {
        case NonAcceptance::emergency:
            return emergency_transferred;
        case NonAcceptance::information_disclosure:
            return to_foi;
        case NonAcceptance::petition:
            return to_petition;
        default:
            return not_accepted;
    }
}

TicketState ruled(const MoveRequest& request, const TicketFacts& ticket) {
    switch (*std::get<Ruling>(request.details).ruling) {
        case ReturnRuling::upheld:
            return to_dispatch;
        case ReturnRuling::reassigned:
            return with_unit(ticket);
        case ReturnRuling::refused:
            break;
    }
    // The decision stands: nothing is left to sign for.
    return handling;
}

TicketState approved_from(const TicketFacts& ticket) {
    const bool once_more =
        ticket.state == in_review && ticket.reply_review == model::ReplyReview::needed_twice;
    return once_more ? in_second_review : approved;
}

TicketState evaluated(const MoveRequest& request, const TicketFacts& ticket) {
    const auto grade = *std::get<Evaluation>(request.details).grade;
    if (grade == model::Satisfaction::dissatisfied)
        return ticket.reworks < ticket.rules.max_reworks && !ticket.unit.empty() ? rework
                                                                                 : ticket.state;
    return ticket.commitment == Commitment::open ? ticket.state : closed;
}

TicketState reopened_from(const TicketFacts& ticket) {
    const bool refused = model::phase_of(ticket.state) == model::TicketPhase::ended;
    return refused && ticket.state != terminated ? to_dispatch : taken_up(ticket);
}

/// What a citizen adds always comes before a person.
TicketState added_to(const TicketFacts& ticket) {
    switch (ticket.state) {
        case final_replied:
        case to_evaluate:
        case closed:
        case archived:
        case terminated:
        case withdrawn:
            return taken_up(ticket);
        case not_accepted:
        case emergency_transferred:
        case to_foi:
        case to_petition:
            return pending_acceptance;
        case paused:
            return ticket.paused_for == model::PauseGround::awaiting_citizen
                       ? ticket.before.value_or(handling)
                       : paused;
        default:
            return ticket.state;
    }
}

/// What others worked on comes back to the office; what is over stays over.
TicketState restricted_from(const TicketFacts& ticket) {
    const bool undecided = ticket.state == pending_acceptance;
    return model::is_open(ticket.state) && !undecided ? to_dispatch : ticket.state;
}

struct FixedTarget {
    Move move;
    TicketState state;
};

/// Moves that lead to one state wherever they are made.
constexpr std::array kFixedTargets{
    FixedTarget{Move::merge, merged},
    FixedTarget{Move::sign, handling},
    FixedTarget{Move::return_ticket, dispatch_review},
    FixedTarget{Move::submit, in_review},
    FixedTarget{Move::send_back, sent_back},
    FixedTarget{Move::reply, final_replied},
    FixedTarget{Move::send_approved, final_replied},
    FixedTarget{Move::invite_evaluation, to_evaluate},
    FixedTarget{Move::order_rework, rework},
    FixedTarget{Move::close, closed},
    FixedTarget{Move::archive, archived},
    FixedTarget{Move::withdraw, withdrawn},
    FixedTarget{Move::pause, paused},
    FixedTarget{Move::terminate, terminated},
    FixedTarget{Move::give_back, not_accepted},
    FixedTarget{Move::recall, to_dispatch},
};

}  // namespace

TicketState target_of(const MoveRequest& request, const TicketFacts& ticket) {
    const auto* fixed =
        std::find_if(kFixedTargets.begin(), kFixedTargets.end(), [&](const auto& target) {
            return target.move == request.move;
        });
    if (fixed != kFixedTargets.end())
        return fixed->state;
    switch (request.move) {
        case Move::accept:
            return ticket.unit.empty() ? to_dispatch : with_unit(ticket);
        case Move::not_accept:
            return not_accepted_as(request);
        case Move::unmerge:
            return ticket.before.value_or(to_dispatch);
        case Move::assign:
            return with_unit(ticket);
        case Move::rule_on_return:
            return ruled(request, ticket);
        case Move::save_draft:
            return kWorking.contains(ticket.state) ? drafted : ticket.state;
        case Move::approve:
            return approved_from(ticket);
        case Move::evaluate:
            return evaluated(request, ticket);
        case Move::reopen:
            return reopened_from(ticket);
        case Move::resume:
            return ticket.before.value_or(handling);
        case Move::add:
            return added_to(ticket);
        case Move::restrict_ticket:
            return restricted_from(ticket);
        default:
            return ticket.state;
    }
}

}  // namespace huiying::workflow
