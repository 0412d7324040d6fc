#include "board/workflow/guards.hpp"
#include "board/workflow/move_table.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace huiying::workflow {
namespace {

using model::Errc;
using model::NonAcceptance;
using model::TicketState;
using Objection = std::optional<DetailObjection>;

/// As far as the calendar's clocks look ahead; a promise for later is none.
constexpr std::chrono::days kFurthestPromise{400};

/// The law's longest extension of an answer (政府信息公开条例 article 33); more is a slip of the
/// pen.
constexpr int kMostMoreWorkdays = 20;

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

Objection need(const std::string& text, Errc errc, std::string_view field) {
    return is_blank(text) ? Objection({errc, field}) : std::nullopt;
}

Objection wrong(std::string_view field) {
    return DetailObjection{Errc::bad_request, field};
}

/// The first objection of several.
template <std::size_t N>
Objection first_of(const std::array<Objection, N>& objections) {
    const auto* found = std::find_if(objections.begin(), objections.end(), [](const auto& each) {
        return each.has_value();
    });
    return found == objections.end() ? std::nullopt : *found;
}

/// Where another body is responsible by law, also a ticket that a unit has begun is handed over.
bool is_handed_over(NonAcceptance reason) {
    return reason == NonAcceptance::emergency || reason == NonAcceptance::petition ||
           reason == NonAcceptance::discipline || reason == NonAcceptance::litigation ||
           reason == NonAcceptance::information_disclosure;
}

/// Nowhere to go: the explanation is all.
bool has_no_channel(NonAcceptance reason) {
    return reason == NonAcceptance::improper || reason == NonAcceptance::malicious ||
           reason == NonAcceptance::duplicate;
}

Objection check(
    const NonAcceptanceDetails& details, const MoveRequest&, const TicketFacts& ticket
) {
    if (!details.reason)
        return DetailObjection{Errc::reason_needed, "reason"};
    const bool begun = kWorking.contains(ticket.state) || ticket.state == TicketState::to_sign;
    if (begun && !is_handed_over(*details.reason))
        return DetailObjection{Errc::move_not_allowed, "reason"};
    if (*details.reason == NonAcceptance::duplicate && is_blank(details.earlier))
        return wrong("earlier");
    if (!has_no_channel(*details.reason) && is_blank(details.channel))
        return DetailObjection{Errc::channel_needed, "channel"};
    return need(details.words, Errc::reason_needed, "words");
}

Objection check(const Accused& accused, const MoveRequest&, const TicketFacts&) {
    return need(accused.reason, Errc::reason_needed, "reason");
}

Objection check(const Survivor& survivor, const MoveRequest&, const TicketFacts& ticket) {
    if (!survivor.visible)
        return DetailObjection{Errc::not_found, "survivor"};
    const bool fits = survivor.is == Survivor::Is::another && model::is_open(survivor.state) &&
                      survivor.restricted == ticket.restricted &&
                      survivor.accused_units == ticket.accused_units;
    return fits ? std::nullopt : Objection({Errc::survivor_unfit, "survivor"});
}

bool assists_already(const TicketFacts& ticket, const std::string& unit) {
    return std::any_of(ticket.assists.begin(), ticket.assists.end(), [&](const Assist& assist) {
        return assist.unit == unit && assist.state != Assist::State::answered;
    });
}

Objection assist_objection(
    const AssistAsked& asked, const std::string& lead, const TicketFacts& ticket
) {
    if (asked.unit == lead || !is_assignable_to(ticket, asked.unit))
        return wrong("unit");
    if (asked.workdays < 1)
        return wrong("workdays");
    if (assists_already(ticket, asked.unit))
        return DetailObjection{Errc::already_asked, "unit"};
    return need(asked.question, Errc::reason_needed, "question");
}

Objection check(const AssistAsked& asked, const MoveRequest&, const TicketFacts& ticket) {
    return assist_objection(asked, ticket.unit, ticket);
}

Objection check(const AssistDropped& dropped, const MoveRequest&, const TicketFacts& ticket) {
    return assists_already(ticket, dropped.unit)
               ? need(dropped.reason, Errc::reason_needed, "reason")
               : wrong("unit");
}

Objection check(const Dispatch& dispatch, const MoveRequest&, const TicketFacts& ticket) {
    if (!is_assignable_to(ticket, dispatch.unit))
        return wrong("unit");
    for (auto asked = dispatch.assists.begin(); asked != dispatch.assists.end(); ++asked) {
        if (const auto objection = assist_objection(*asked, dispatch.unit, ticket))
            return DetailObjection{objection->errc, "assists"};
        const bool twice = std::any_of(dispatch.assists.begin(), asked, [&](const auto& before) {
            return before.unit == asked->unit;
        });
        if (twice)
            return wrong("assists");
    }
    return std::nullopt;
}

Objection check(const Return& details, const MoveRequest&, const TicketFacts&) {
    if (!details.ground)
        return DetailObjection{Errc::reason_needed, "ground"};
    return need(details.basis, Errc::basis_needed, "basis");
}

/// The unit that a ruling names: not the present one, and none that has returned it.
bool is_new_to(const TicketFacts& ticket, const std::string& unit) {
    const auto& units = ticket.returns.units;
    return is_assignable_to(ticket, unit) && unit != ticket.unit &&
           std::find(units.begin(), units.end(), unit) == units.end();
}

Objection check(const Ruling& ruling, const MoveRequest&, const TicketFacts& ticket) {
    if (!ruling.ruling)
        return wrong("ruling");
    if (*ruling.ruling == model::ReturnRuling::reassigned && !is_new_to(ticket, ruling.unit))
        return wrong("unit");
    return need(ruling.reason, Errc::reason_needed, "reason");
}

Objection check(const CommitmentMade& made, const MoveRequest& request, const TicketFacts&) {
    if (is_blank(made.text))
        return DetailObjection{Errc::empty_text, "text"};
    const auto today = std::chrono::sys_days(model::local_date(request.now));
    if (!made.due.ok() || std::chrono::sys_days(made.due) <= today)
        return DetailObjection{Errc::date_not_ahead, "due"};
    const bool countable = std::chrono::sys_days(made.due) <= today + kFurthestPromise;
    return countable ? std::nullopt : Objection({Errc::search_too_long, "due"});
}

/// A call that nobody else has read: by setting it needs the reviewer that a written reply may not.
bool needs_phone_review(const MoveRequest& request, const TicketFacts& ticket) {
    if (ticket.rules.phone_review == PhoneReview::not_needed)
        return false;
    if (request.move == Move::send_approved)
        return !ticket.approved_by || ticket.approved_by == ticket.submitted_by;
    return ticket.state != TicketState::in_second_review &&
           (kWorking.contains(ticket.state) || is_person(request.actor, ticket.submitted_by));
}

Objection check(const FinalReply& reply, const MoveRequest& request, const TicketFacts& ticket) {
    if (reply.way == ReplyWay::phone) {
        if (!reply.reached)
            return DetailObjection{Errc::not_reached, "reached"};
        if (is_blank(reply.summary))
            return DetailObjection{Errc::summary_needed, "summary"};
        if (needs_phone_review(request, ticket))
            return DetailObjection{Errc::review_needed, "way"};
    }
    if (!reply.commitment)
        return std::nullopt;
    // One promise at a time: an older one is kept first.
    if (ticket.commitment == Commitment::open)
        return DetailObjection{Errc::commitment_open, "commitment"};
    return check(*reply.commitment, request, ticket);
}

Objection check(const Evaluation& evaluation, const MoveRequest& request, const TicketFacts&) {
    if (!evaluation.grade)
        return wrong("grade");
    if (request.actor.kind == Actor::Kind::staff && is_blank(evaluation.summary))
        return DetailObjection{Errc::summary_needed, "summary"};
    return *evaluation.grade == model::Satisfaction::dissatisfied
               ? need(evaluation.reason, Errc::reason_needed, "reason")
               : std::nullopt;
}

Objection check(const PauseAsked& pause, const MoveRequest&, const TicketFacts&) {
    if (!pause.ground)
        return DetailObjection{Errc::reason_needed, "ground"};
    return need(pause.evidence, Errc::basis_needed, "evidence");
}

Objection check(const ExtensionAsked& asked, const MoveRequest&, const TicketFacts& ticket) {
    if (asked.workdays < 1)
        return wrong("workdays");
    const int total = ticket.extension.granted_workdays + asked.workdays;
    if (total > ticket.rules.max_extension_workdays)
        return DetailObjection{Errc::extension_over_cap, "workdays"};
    return need(asked.reason, Errc::reason_needed, "reason");
}

Objection check(const UpstreamAsked& asked, const MoveRequest&, const TicketFacts&) {
    if (!asked.what)
        return wrong("what");
    if (*asked.what == UpstreamRequest::take_back)
        return first_of(std::array{
            need(asked.reason, Errc::reason_needed, "reason"),
            need(asked.basis, Errc::basis_needed, "basis")});
    if (asked.workdays < 1 || asked.workdays > kMostMoreWorkdays)
        return wrong("workdays");
    return need(asked.reason, Errc::reason_needed, "reason");
}

Objection check(const Contact& contact, const MoveRequest& request, const TicketFacts&) {
    if (contact.at > request.now)
        return wrong("at");
    return first_of(std::array{
        contact.way == model::ContactWay::call ? need(contact.number, Errc::bad_request, "number")
                                               : std::nullopt,
        need(contact.summary, Errc::summary_needed, "summary")});
}

/// Whose words the move cannot do without.
Objection check(const Words& words, const MoveRequest& request, const TicketFacts&) {
    switch (request.move) {
        case Move::order_rework:
        case Move::reopen:
        case Move::refuse_extension:
        case Move::refuse_termination:
        case Move::lift_restriction:
            return need(words.text, Errc::reason_needed, "reason");
        case Move::ask_termination:
        case Move::terminate:
            return first_of(std::array{
                need(words.text, Errc::reason_needed, "reason"),
                need(words.basis, Errc::basis_needed, "basis")});
        case Move::supervise:
        case Move::escalate:
            return request.actor.kind == Actor::Kind::staff
                       ? need(words.text, Errc::reason_needed, "reason")
                       : std::nullopt;
        case Move::send_back:
        case Move::note:
        case Move::give_opinion:
        case Move::keep_commitment:
            return need(words.text, Errc::empty_text, "text");
        default:
            return std::nullopt;
    }
}

Objection check(const NoDetails&, const MoveRequest&, const TicketFacts&) {
    return std::nullopt;
}

Objection check(const PublicationVerdict&, const MoveRequest&, const TicketFacts&) {
    return std::nullopt;
}

template <class Alternative>
bool holds(const Details& details) {
    return std::holds_alternative<Alternative>(details);
}

/// Whether the request carries what its move is about.
bool is_complete(Move move, const Details& details) {
    switch (move) {
        case Move::not_accept:
            return holds<NonAcceptanceDetails>(details);
        case Move::merge:
            return holds<Survivor>(details);
        case Move::restrict_ticket:
            return holds<Accused>(details);
        case Move::assign:
            return holds<Dispatch>(details);
        case Move::ask_assist:
            return holds<AssistAsked>(details);
        case Move::drop_assist:
            return holds<AssistDropped>(details);
        case Move::return_ticket:
            return holds<Return>(details);
        case Move::rule_on_return:
            return holds<Ruling>(details);
        case Move::reply:
        case Move::send_approved:
            return holds<FinalReply>(details);
        case Move::evaluate:
            return holds<Evaluation>(details);
        case Move::pause:
            return holds<PauseAsked>(details);
        case Move::ask_extension:
            return holds<ExtensionAsked>(details);
        case Move::ask_upstream:
            return holds<UpstreamAsked>(details);
        case Move::track_commitment:
            return holds<CommitmentMade>(details);
        case Move::log_contact:
            return holds<Contact>(details);
        case Move::review_publication:
            return holds<PublicationVerdict>(details);
        case Move::send_back:
        case Move::note:
        case Move::give_opinion:
        case Move::keep_commitment:
        case Move::order_rework:
        case Move::reopen:
        case Move::refuse_extension:
        case Move::refuse_termination:
        case Move::ask_termination:
        case Move::terminate:
        case Move::supervise:
        case Move::escalate:
        case Move::lift_restriction:
            return holds<Words>(details);
        default:
            return holds<NoDetails>(details) || holds<Words>(details);
    }
}

}  // namespace

std::optional<DetailObjection> detail_objection(
    const MoveRequest& request, const TicketFacts& ticket
) {
    if (!is_complete(request.move, request.details))
        return wrong("details");
    return std::visit(
        [&](const auto& details) { return check(details, request, ticket); }, request.details
    );
}

}  // namespace huiying::workflow
