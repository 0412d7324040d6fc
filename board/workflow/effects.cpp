#include "board/workflow/effects.hpp"

#include "board/workflow/consequences.hpp"

#include <algorithm>
#include <array>

namespace huiying::workflow {
namespace {

using model::ReturnRuling;
using model::TicketState;

constexpr std::array<std::string_view, 10> kAudienceWords{
    "office",
    "office_managers",
    "handlers",
    "unit_lead",
    "assistants",
    "reviewers",
    "signers",
    "on_duty",
    "asker",
    "nobody"};

constexpr std::array<std::string_view, 14> kCitizenWords{
    "accepted",
    "not_accepted",
    "merged",
    "unit_changed",
    "final_reply",
    "please_evaluate",
    "rework_begun",
    "reopened",
    "paused",
    "resumed",
    "extended",
    "terminated",
    "withdrawal_confirmed",
    "commitment_kept"};

/// What always follows from a move; what depends on more is added below.
struct Row {
    Move move;
    std::string_view history;  ///< "": no row
    Audiences told;
    std::optional<CitizenWord> citizen = std::nullopt;
};

using enum Audience;
constexpr std::optional<CitizenWord> kNoWord;

constexpr std::array kRows{
    Row{Move::accept, "accepted", {}},
    Row{Move::not_accept, "not_accepted", {}, CitizenWord::not_accepted},
    Row{Move::merge, "merged", {}, CitizenWord::merged},
    Row{Move::unmerge, "unmerged", {}},
    Row{Move::assign, "assigned", {handlers}},
    Row{Move::sign, "signed", {}},
    Row{Move::ask_assist, "assist_asked", {assistants}},
    Row{Move::give_opinion, "opinion_given", {handlers}},
    Row{Move::drop_assist, "assist_dropped", {assistants}},
    Row{Move::return_ticket, "return_asked", {office}},
    Row{Move::rule_on_return, "return_ruled", {asker}},
    Row{Move::save_draft, "", {}},
    Row{Move::submit, "submitted", {reviewers}},
    Row{Move::approve, "approved", {}},
    Row{Move::send_back, "sent_back", {handlers}},
    Row{Move::reply, "replied", {}, CitizenWord::final_reply},
    Row{Move::send_approved, "replied", {}, CitizenWord::final_reply},
    Row{Move::invite_evaluation, "evaluation_asked", {}, CitizenWord::please_evaluate},
    Row{Move::evaluate, "evaluated", {handlers}},
    Row{Move::order_rework, "rework_ordered", {handlers, unit_lead}, CitizenWord::rework_begun},
    Row{Move::close, "closed", {}},
    Row{Move::archive, "archived", {}},
    Row{Move::withdraw, "withdrawn", {}, CitizenWord::withdrawal_confirmed},
    Row{Move::reopen, "reopened", {}, CitizenWord::reopened},
    Row{Move::pause, "paused", {handlers}, CitizenWord::paused},
    Row{Move::resume, "resumed", {handlers}, CitizenWord::resumed},
    Row{Move::ask_extension, "extension_asked", {office}},
    Row{Move::grant_extension, "extension_granted", {asker}, CitizenWord::extended},
    Row{Move::refuse_extension, "extension_refused", {asker}},
    Row{Move::ask_termination, "termination_asked", {office}},
    Row{Move::terminate, "terminated", {asker, handlers}, CitizenWord::terminated},
    Row{Move::refuse_termination, "termination_refused", {asker}},
    Row{Move::remind, "reminded", {}},
    Row{Move::supervise, "supervised", {unit_lead}},
    Row{Move::escalate, "escalated", {office_managers}},
    Row{Move::track_commitment, "commitment_made", {}},
    Row{Move::keep_commitment, "commitment_kept", {}, CitizenWord::commitment_kept},
    Row{Move::add, "added", {}},
    Row{Move::note, "noted", {}},
    Row{Move::log_contact, "contacted", {}},
    Row{Move::propose_publication, "publication_proposed", {reviewers}},
    Row{Move::review_publication, "published", {}},
    Row{Move::withdraw_publication, "publication_withdrawn", {}},
    Row{Move::ask_upstream, "upstream_asked", {}},
    Row{Move::hear_upstream, "upstream_heard", {office, handlers}},
    Row{Move::give_back, "given_back", {office, handlers}},
    Row{Move::restrict_ticket, "restricted", {office}},
    Row{Move::lift_restriction, "restriction_lifted", {office}},
    Row{Move::recall, "recalled", {}},
};

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < kRows.size(); ++i)
        if (static_cast<std::size_t>(kRows[i].move) != i)
            return false;
    return true;
}

static_assert(is_in_order(), "a row for every move, in the order of the enumeration");

std::string_view history_of(const MoveRequest& request, const Row& row) {
    if (const auto* contact = std::get_if<Contact>(&request.details); contact && !contact->reached)
        return "contact_tried";
    const auto* verdict = std::get_if<PublicationVerdict>(&request.details);
    return verdict && !verdict->passed ? "publication_refused" : row.history;
}

/// The ticket as it will lie, to say who holds it then.
Audience next_holder(const MoveRequest& request, const TicketFacts& ticket, TicketState target) {
    auto after = ticket;
    after.state = target;
    if (const auto* dispatch = std::get_if<Dispatch>(&request.details))
        after.unit = dispatch->unit;
    return holder_of(after);
}

/// Whoever holds the ticket now is told when it has come to them by this move.
Audiences told_by(
    const MoveRequest& request, const TicketFacts& ticket, TicketState target, const Row& row
) {
    auto told = row.told;
    const bool pressed = request.move == Move::remind || request.move == Move::supervise ||
                         request.move == Move::add || request.move == Move::withdraw;
    const auto holder =
        request.move == Move::withdraw ? holder_of(ticket) : next_holder(request, ticket, target);
    const bool own = request.move == Move::save_draft || request.move == Move::sign;
    if (pressed || (target != ticket.state && !own))
        told = told | Audiences{holder};
    const auto* dispatch = std::get_if<Dispatch>(&request.details);
    if (dispatch && !dispatch->assists.empty())
        told = told | Audiences{assistants};
    if (request.move == Move::evaluate && target == TicketState::rework)
        told = told | Audiences{unit_lead};
    // Discontent beyond the cap is the office's to settle.
    const auto* evaluation = std::get_if<Evaluation>(&request.details);
    if (evaluation && evaluation->grade == model::Satisfaction::dissatisfied &&
        target == ticket.state)
        told = told | Audiences{office};
    return told - Audiences{nobody};
}

std::optional<CitizenWord> word_of(
    const MoveRequest& request, const TicketFacts& ticket, TicketState target, const Row& row
) {
    switch (request.move) {
        case Move::accept:
            return target == TicketState::to_dispatch ? kNoWord : CitizenWord::accepted;
        case Move::assign:
            return ticket.state == TicketState::to_dispatch ? CitizenWord::accepted
                                                            : CitizenWord::unit_changed;
        case Move::rule_on_return:
            return std::get<Ruling>(request.details).ruling == ReturnRuling::reassigned
                       ? std::optional(CitizenWord::unit_changed)
                       : kNoWord;
        case Move::evaluate:
            return target == TicketState::rework ? std::optional(CitizenWord::rework_begun)
                                                 : kNoWord;
        case Move::add:
            return ticket.state == TicketState::paused && target != TicketState::paused
                       ? std::optional(CitizenWord::resumed)
                       : kNoWord;
        default:
            return row.citizen;
    }
}

/// The unit whose part an event is about.
std::string unit_of(const MoveRequest& request, const TicketFacts& ticket, ClockEvent event) {
    if (event == ClockEvent::opinion_given)
        return request.actor.staff.unit;
    if (const auto* asked = std::get_if<AssistAsked>(&request.details))
        return asked->unit;
    if (const auto* dropped = std::get_if<AssistDropped>(&request.details))
        return dropped->unit;
    if (const auto* dispatch = std::get_if<Dispatch>(&request.details))
        return dispatch->unit;
    if (event == ClockEvent::return_reassigned)
        return std::get<Ruling>(request.details).unit;
    return ticket.unit;
}

int workdays_of(const MoveRequest& request, const TicketFacts& ticket, ClockEvent event) {
    if (event == ClockEvent::extended)
        return ticket.extension.asked_workdays;
    if (event == ClockEvent::rework_ordered)
        return ticket.rules.rework_workdays;
    const auto* asked = std::get_if<AssistAsked>(&request.details);
    return asked && event == ClockEvent::assist_asked ? asked->workdays : 0;
}

Origin origin(const Actor& actor) {
    if (actor.kind == Actor::Kind::citizen)
        return Origin::citizen;
    return actor.kind == Actor::Kind::system ? Origin::machine : Origin::person;
}

void add_changes(
    std::vector<Effect>& effects,
    const MoveRequest& request,
    const TicketFacts& ticket,
    ClockEvent event
) {
    for (const auto clock : all_clocks()) {
        const auto action = action_of(event, clock);
        const auto unit = clock == Clock::unit_part ? unit_of(request, ticket, event) : "";
        if (action == ClockAction::none || (clock == Clock::unit_part && unit.empty()))
            continue;
        const bool timed = action == ClockAction::start || action == ClockAction::extend;
        effects.emplace_back(ClockChange{
            clock,
            action,
            origin(request.actor),
            unit,
            timed ? workdays_of(request, ticket, event) : 0});
    }
}

/// Parts of assisting units that end with the matter, opinion or not.
void drop_parts(
    std::vector<Effect>& effects, const MoveRequest& request, const TicketFacts& ticket
) {
    for (const auto& assist : ticket.assists)
        if (assist.state != Assist::State::answered)
            effects.emplace_back(ClockChange{
                Clock::unit_part, ClockAction::cancel, origin(request.actor), assist.unit});
}

void add_assists(std::vector<Effect>& effects, const MoveRequest& request) {
    const auto* dispatch = std::get_if<Dispatch>(&request.details);
    if (!dispatch)
        return;
    for (const auto& asked : dispatch->assists)
        effects.emplace_back(ClockChange{
            Clock::unit_part, ClockAction::start, origin(request.actor), asked.unit, asked.workdays}
        );
}

void add_correction(
    std::vector<Effect>& effects, const MoveRequest& request, const TicketFacts& ticket
) {
    const auto* ruling = std::get_if<Ruling>(&request.details);
    if (!ruling || ruling->ruling == ReturnRuling::refused)
        return;
    const bool named = ruling->ruling == ReturnRuling::reassigned;
    effects.emplace_back(CorrectRouting{ticket.unit, named ? ruling->unit : std::string()});
}

bool ends_parts(TicketState target) {
    return !model::is_open(target);
}

}  // namespace

std::string_view to_word(Audience audience) {
    return kAudienceWords.at(static_cast<std::size_t>(audience));
}

std::string_view to_word(CitizenWord word) {
    return kCitizenWords.at(static_cast<std::size_t>(word));
}

std::vector<Effect> effects_of(
    const MoveRequest& request, const TicketFacts& ticket, TicketState target
) {
    const auto& row = kRows.at(static_cast<std::size_t>(request.move));
    std::vector<Effect> effects;
    if (const auto event = history_of(request, row); !event.empty())
        effects.emplace_back(HistoryRow{event});
    for (const auto event : events_of(request, ticket, target))
        if (event != ClockEvent::assist_asked || request.move == Move::ask_assist)
            add_changes(effects, request, ticket, event);
    add_assists(effects, request);
    if (model::is_open(ticket.state) && ends_parts(target))
        drop_parts(effects, request, ticket);
    const auto told = told_by(request, ticket, target, row);
    for (std::size_t i = 0; i < kAudienceWords.size(); ++i)
        if (told.contains(static_cast<Audience>(i)))
            effects.emplace_back(Notify{static_cast<Audience>(i)});
    if (const auto word = word_of(request, ticket, target, row))
        effects.emplace_back(TellCitizen{*word});
    add_correction(effects, request, ticket);
    return effects;
}

std::string_view history_event(const std::vector<Effect>& effects) {
    for (const auto& effect : effects)
        if (const auto* row = std::get_if<HistoryRow>(&effect))
            return row->event;
    return {};
}

bool stops(const std::vector<Effect>& effects, Clock clock) {
    return std::any_of(effects.begin(), effects.end(), [&](const Effect& effect) {
        const auto* change = std::get_if<ClockChange>(&effect);
        return change && change->clock == clock && change->action == ClockAction::stop;
    });
}

}  // namespace huiying::workflow
