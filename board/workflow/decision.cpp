#include "board/workflow/decision.hpp"

#include "board/workflow/consequences.hpp"
#include "board/workflow/guards.hpp"
#include "board/workflow/move_table.hpp"

namespace huiying::workflow {

using enum model::TicketState;

Decision decide(const TicketFacts& ticket, const MoveRequest& request) {
    if (const auto allowed = may(request.actor, ticket, request.move); allowed.has_error()) {
        const auto errc = model::errc_of(allowed.error());
        const bool hidden = errc == model::Errc::not_found;
        return Refusal{errc, {}, hidden ? std::vector<Permitted>{} : permitted(ticket)};
    }
    if (const auto objection = detail_objection(request, ticket))
        return Refusal{objection->errc, objection->field, permitted(ticket)};
    const auto target = target_of(request, ticket);
    return Outcome{target, effects_of(request, ticket, target)};
}

Audience holder_of(const TicketFacts& ticket) {
    switch (ticket.state) {
        case pending_acceptance:
        case to_dispatch:
        case dispatch_review:
            return Audience::office;
        case to_sign:
        case handling:
        case drafted:
        case sent_back:
        case rework:
        case paused:
        case approved:
            return ticket.unit.empty() ? Audience::office : Audience::handlers;
        case in_review:
            return Audience::reviewers;
        case in_second_review:
            return Audience::signers;
        default:
            return Audience::nobody;
    }
}

}  // namespace huiying::workflow
