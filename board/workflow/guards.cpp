#include "board/workflow/guards.hpp"

#include "board/workflow/move_table.hpp"

#include <algorithm>

namespace huiying::workflow {
namespace {

using model::Errc;
using model::ReplyReview;
using model::TicketState;
using Objection = std::optional<Errc>;

Objection if_same(const Actor& actor, const std::optional<model::StaffId>& person) {
    return is_person(actor, person) ? Objection(Errc::second_person_needed) : std::nullopt;
}

/// Who wrote or approved before does not approve now.
Objection approval(const Actor& actor, const TicketFacts& ticket) {
    if (ticket.reply_review == ReplyReview::not_needed)
        return std::nullopt;
    if (is_person(actor, ticket.submitted_by))
        return Errc::second_person_needed;
    return ticket.state == TicketState::in_second_review ? if_same(actor, ticket.approved_by)
                                                         : std::nullopt;
}

/// A lead unit answers for all: opinions that are asked for and not yet overdue are waited for.
Objection opinions(const TicketFacts& ticket) {
    const bool waited_for =
        std::any_of(ticket.assists.begin(), ticket.assists.end(), [](const Assist& assist) {
            return assist.state == Assist::State::asked;
        });
    return waited_for ? Objection(Errc::opinion_missing) : std::nullopt;
}

Objection reply(const Actor& actor, const TicketFacts& ticket) {
    if (const auto same = approval(actor, ticket))
        return same;
    return kWorking.contains(ticket.state) ? opinions(ticket) : std::nullopt;
}

Objection returning(const TicketFacts& ticket) {
    const auto& returns = ticket.returns;
    if (returns.designated)
        return Errc::unit_designated;
    if (std::find(returns.units.begin(), returns.units.end(), ticket.unit) != returns.units.end())
        return Errc::already_returned;
    if (returns.total >= ticket.rules.max_returns)
        return Errc::return_cap_reached;
    // The answer was this unit's: it cannot be another's matter now.
    if (returns.window == ReturnWindow::closed || ticket.reworks > 0)
        return Errc::return_window_closed;
    return std::nullopt;
}

Objection asking_extension(const TicketFacts& ticket) {
    if (ticket.extension.asked_workdays > 0)
        return Errc::already_asked;
    if (ticket.term == Term::passed)
        return Errc::deadline_passed;
    if (ticket.extension.granted_workdays >= ticket.rules.max_extension_workdays)
        return Errc::extension_over_cap;
    return std::nullopt;
}

Objection granting_extension(const Actor& actor, const TicketFacts& ticket) {
    if (ticket.term == Term::passed)
        return Errc::deadline_passed;
    return if_same(actor, ticket.extension.asked_by);
}

Objection opinion(const Actor& actor, const TicketFacts& ticket) {
    // Asked of nobody in particular: whether any unit's opinion is still open.
    const bool anybody = actor.kind != Actor::Kind::staff;
    const bool waits =
        std::any_of(ticket.assists.begin(), ticket.assists.end(), [&](const Assist& assist) {
            return (anybody || assist.unit == actor.staff.unit) &&
                   assist.state != Assist::State::answered;
        });
    return waits ? std::nullopt : Objection(Errc::move_not_allowed);
}

Objection evaluating(const TicketFacts& ticket) {
    return ticket.grade ? Objection(Errc::already_evaluated) : std::nullopt;
}

Objection closing(const TicketFacts& ticket) {
    return ticket.commitment == Commitment::open ? Objection(Errc::commitment_open) : std::nullopt;
}

Objection reminding(const Actor& actor, const TicketFacts& ticket) {
    const bool again = actor.kind == Actor::Kind::citizen && ticket.reminders_today > 0;
    return again ? Objection(Errc::reminded_already) : std::nullopt;
}

}  // namespace

std::optional<Errc> fact_objection(const Actor& actor, const TicketFacts& ticket, Move move) {
    switch (move) {
        case Move::approve:
            return approval(actor, ticket);
        case Move::reply:
            return reply(actor, ticket);
        case Move::submit:
            return opinions(ticket);
        case Move::return_ticket:
            return returning(ticket);
        case Move::rule_on_return:
            return if_same(actor, ticket.returns.asked_by);
        case Move::ask_extension:
            return asking_extension(ticket);
        case Move::grant_extension:
            return granting_extension(actor, ticket);
        case Move::terminate:
            return if_same(actor, ticket.termination_asked_by);
        case Move::give_opinion:
            return opinion(actor, ticket);
        case Move::evaluate:
        case Move::invite_evaluation:
            return evaluating(ticket);
        case Move::close:
            return closing(ticket);
        case Move::remind:
            return reminding(actor, ticket);
        case Move::review_publication:
            return if_same(actor, ticket.proposed_by);
        default:
            return std::nullopt;
    }
}

}  // namespace huiying::workflow
