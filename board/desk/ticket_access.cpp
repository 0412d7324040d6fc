#include "board/desk/ticket_access.hpp"

#include "board/desk/clock_times.hpp"
#include "board/model/passed_on.hpp"
#include "board/sla/due_times.hpp"
#include "board/store/assist_repository.hpp"
#include "board/store/commitment_repository.hpp"
#include "board/store/pause_repository.hpp"
#include "board/store/people_repository.hpp"
#include "board/store/proceedings_repository.hpp"
#include "board/store/upstream_repository.hpp"
#include "text/masking.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

using enum model::TicketState;
using model::Role;

workflow::Publication publication_of(const std::optional<store::PublicationRecord>& record) {
    if (!record || record->state == store::PublicationState::withdrawn)
        return workflow::Publication::none;
    return record->state == store::PublicationState::published ? workflow::Publication::published
                                                               : workflow::Publication::proposed;
}

/// The town's review for a kind of message.
model::ReplyReview review_of(const TownRules& rules, model::Kind kind) {
    const auto found = rules.reply_review_of_kind.find(kind);
    return found == rules.reply_review_of_kind.end() ? rules.reply_review : found->second;
}

workflow::Assist assist_of(const store::AssistRow& row, model::Instant now) {
    using State = workflow::Assist::State;
    if (row.given_at)
        return {row.unit, State::answered};
    return {row.unit, row.due && !sla::is_on_time(now, *row.due) ? State::overdue : State::asked};
}

/// Of those that were not dropped.
std::vector<workflow::Assist> assists_of(
    store::Connection& connection, model::TicketId ticket, model::Instant now
) {
    std::vector<workflow::Assist> assists;
    for (const auto& row : store::AssistRepository(connection).of(ticket))
        if (!row.dropped_at)
            assists.push_back(assist_of(row, now));
    return assists;
}

workflow::PassedOn passed_on(store::Connection& connection, model::TicketId ticket) {
    const auto question = store::UpstreamRepository(connection).open_question(ticket);
    return {question ? workflow::parse_upstream_request(question->what) : std::nullopt};
}

/// Whether a person of the ticket's unit has spoken with the citizen, or tried to: a first response
/// too. Somebody who only telephones writes nothing and holds nothing.
bool has_contact_by_unit(store::Connection& connection, const model::Ticket& ticket) {
    if (ticket.unit.empty())
        return false;
    store::PeopleRepository people(connection);
    const auto contacts = store::ProceedingsRepository(connection).contacts(ticket.id);
    return std::any_of(contacts.begin(), contacts.end(), [&](const store::ContactRow& contact) {
        const auto person = people.find_staff(contact.by);
        return person && person->staff.unit == ticket.unit;
    });
}

using States = std::vector<model::TicketState>;

const States kWithOffice{pending_acceptance, to_dispatch, dispatch_review};
const States kWithHandlers{to_sign, handling, drafted, sent_back, rework, paused, approved};
const States kWithReviewers{in_review, in_second_review};

void append(States& states, const States& more) {
    states.insert(states.end(), more.begin(), more.end());
}

/// States of which a question holds.
States states_that(bool (*holds)(model::TicketState)) {
    States states;
    for (const auto state : model::all_ticket_states())
        if (holds(state))
            states.push_back(state);
    return states;
}

/// A paused ticket has no date that it could miss.
bool may_be_overdue(model::TicketState state) {
    return model::is_open(state) && state != paused;
}

/// What ended without a reply promises nothing any more.
bool may_owe_commitment(model::TicketState state) {
    return model::is_open(state) || model::is_answered(state);
}

/// States that wait for a person of these roles.
States states_waiting_for(const model::Staff& staff) {
    States states;
    if (model::has_role(staff, Role::dispatcher))
        append(states, kWithOffice);
    if (model::has_role(staff, Role::handler))
        append(states, kWithHandlers);
    if (model::has_role(staff, Role::reviewer))
        append(states, kWithReviewers);
    return states.empty() ? states_that(model::is_open) : states;
}

/// Tickets of other units that somebody's own unit assists in: with its opinion still open in the
/// queues of work, all of them in those that only show.
store::AssistedTickets assisted_by(const model::Staff& staff, Queue queue) {
    const bool works = model::has_role(staff, Role::handler) ||
                       model::has_role(staff, Role::reviewer) ||
                       model::has_role(staff, Role::manager);
    if (!works || staff.unit.empty())
        return {};
    if (queue == Queue::mine || queue == Queue::unit)
        return {staff.unit, store::Opinions::open};
    if (queue == Queue::answered || queue == Queue::all)
        return {staff.unit, store::Opinions::any};
    return {};
}

/// Of the states those that are asked for; all of them where none are.
States common(const States& asked, States states) {
    if (!asked.empty())
        states.erase(
            std::remove_if(
                states.begin(),
                states.end(),
                [&](model::TicketState state) {
                    return std::find(asked.begin(), asked.end(), state) == asked.end();
                }
            ),
            states.end()
        );
    // Nothing is in a state that is none of them, and an empty list would not narrow.
    return states.empty() ? States{received} : states;
}

}  // namespace

TownRules rules_of(const TownSnapshot& town) {
    const auto& settings = town.settings();
    return {
        town.lead_unit(), settings.reply_review, settings.reply_review_of_kind, settings.workflow};
}

workflow::TicketFacts facts_of(
    const store::TicketRecord& record,
    const TownRules& rules,
    const std::optional<store::PublicationRecord>& publication
) {
    return {
        .state = record.ticket.state,
        .unit = record.ticket.unit,
        .restricted = record.ticket.restricted,
        .accused_units = record.accused_units,
        .lead_unit = rules.lead_unit,
        .submitted_by = record.submitted_by,
        .reply_review = review_of(rules, record.ticket.kind),
        .consent = record.ticket.publish,
        .publication = publication_of(publication),
        .proposed_by = publication ? std::optional(publication->proposed_by) : std::nullopt,
        .rules = rules.workflow,
    };
}

workflow::TicketFacts access_facts(
    store::Connection& connection,
    const store::TicketRecord& record,
    const TownRules& rules,
    const std::optional<store::PublicationRecord>& publication
) {
    auto facts = facts_of(record, rules, publication);
    // Who sees the ticket does not depend on whether the opinion is late.
    facts.assists = assists_of(connection, record.ticket.id, record.ticket.received_at);
    return facts;
}

model::Instant judged_at(
    store::Connection& connection, const model::Ticket& ticket, model::Instant now
) {
    if (ticket.state != paused)
        return now;
    return store::PauseRepository(connection).stands_since(ticket.id).value_or(now);
}

workflow::TicketFacts full_facts(
    store::Connection& connection,
    const store::TicketRecord& record,
    const store::Course& course,
    const TownSnapshot& town,
    model::Instant now
) {
    const auto& ticket = record.ticket;
    auto facts =
        facts_of(record, rules_of(town), store::PublicationRepository(connection).find(ticket.id));
    facts.before = course.before;
    facts.paused_for = course.paused_for;
    facts.approved_by = course.approved_by;
    facts.assists = assists_of(connection, ticket.id, judged_at(connection, ticket, now));
    facts.returns = {
        .units = course.returned_units,
        .total = course.returns,
        .asked_by = course.return_asked_by,
        .window = return_window(town, ticket, course, now),
        .designated = course.designated};
    facts.extension = {
        .granted_workdays = course.extension_granted,
        .asked_workdays = course.extension_asked,
        .asked_by = course.extension_asked_by};
    if (ticket.due.final_due && !sla::is_on_time(now, *ticket.due.final_due))
        facts.term = workflow::Term::passed;
    facts.termination_asked_by = course.termination_asked_by;
    if (store::CommitmentRepository(connection).open(ticket.id))
        facts.commitment = workflow::Commitment::open;
    facts.in_hand = course.holder || has_contact_by_unit(connection, ticket);
    facts.reworks = course.reworks;
    facts.grade = course.grade;
    if (model::is_passed_on(ticket))
        facts.passed_on = passed_on(connection, ticket.id);
    facts.reminders_today = course.reminded_on == model::to_iso(model::local_date(now)) ? 1 : 0;
    return facts;
}

bool is_visible(
    store::Connection& connection,
    const store::TicketRecord& record,
    const TownSnapshot& town,
    const model::Staff& staff
) {
    return workflow::is_visible_to(
        staff, access_facts(connection, record, rules_of(town), std::nullopt)
    );
}

store::TicketFilter filter_of(
    const model::Staff& staff, const std::string& lead_unit, Queue queue, model::Instant now
) {
    const bool of_office = staff.unit == lead_unit;
    const bool administrator = model::has_role(staff, Role::administrator);
    const bool dispatcher = model::has_role(staff, Role::dispatcher);
    const bool manager = model::has_role(staff, Role::manager);
    const bool reviewer = model::has_role(staff, Role::reviewer);
    const bool all_units = administrator || dispatcher || (of_office && (manager || reviewer));
    store::TicketFilter filter;
    filter.include_restricted = administrator || (of_office && (dispatcher || manager || reviewer));
    filter.never_accused = staff.unit;
    filter.assisted = assisted_by(staff, queue);
    // Who belongs to no unit and sees not all must not see what is not routed yet, whose unit is ""
    // too.
    const std::string own = staff.unit.empty() && !all_units ? "-" : staff.unit;
    if (!all_units || queue == Queue::unit)
        filter.units = {own};
    switch (queue) {
        case Queue::mine:
            filter.states = states_waiting_for(staff);
            // A dispatcher who handles too: what is not routed, and the own unit's.
            if (dispatcher && model::has_role(staff, Role::handler))
                filter.units = {staff.unit, ""};
            break;
        case Queue::unit:
            filter.states = kWithHandlers;
            append(filter.states, kWithReviewers);
            break;
        case Queue::to_dispatch:
            filter.states = kWithOffice;
            break;
        case Queue::to_review:
            filter.states = kWithReviewers;
            break;
        case Queue::overdue:
            filter.states = states_that(may_be_overdue);
            filter.due_before = now;
            break;
        case Queue::answered:
            filter.states = states_that(model::is_answered);
            filter.order = store::ListOrder::latest_first;
            break;
        case Queue::commitments:
            filter.states = states_that(may_owe_commitment);
            filter.only_committed = true;
            break;
        case Queue::all:
            filter.order = store::ListOrder::latest_first;
            break;
    }
    return filter;
}

store::TicketFilter filter_of(
    const model::Staff& staff,
    const std::string& lead_unit,
    const ListAsked& asked,
    model::Instant now
) {
    auto filter = filter_of(staff, lead_unit, asked.queue, now);
    filter.words = asked.words;
    filter.narrowing = asked.narrowing;
    filter.after = asked.after;
    filter.limit = std::clamp(asked.limit, 1, 100);
    if (asked.whose == ListAsked::Whose::own)
        filter.narrowing.holder = staff.id;
    if (asked.late == ListAsked::Late::overdue) {
        filter.narrowing.due_before = now;
        filter.narrowing.states = common(filter.narrowing.states, states_that(may_be_overdue));
    }
    return filter;
}

TicketRow row_of(const store::TicketRecord& record, model::Instant now) {
    TicketRow row{record.ticket, record.urgent, false};
    auto& ticket = row.ticket;
    row.overdue = may_be_overdue(ticket.state) && ticket.due.final_due &&
                  *ticket.due.final_due < now &&
                  !model::is_late_on_arrival(ticket, ticket.due.final_due);
    if (ticket.restricted) {
        ticket.subject = text::mask_personal(ticket.subject).text;
        ticket.text = text::mask_personal(ticket.text).text;
        ticket.sender_name = text::mask_name(ticket.sender_name);
        ticket.contact = text::mask_phone(ticket.contact);
        ticket.sender.clear();
    }
    return row;
}

}  // namespace huiying::desk
