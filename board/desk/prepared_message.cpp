#include "board/desk/prepared_message.hpp"

#include "board/desk/clock_times.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/first_step.hpp"
#include "board/desk/kept_draft.hpp"
#include "board/desk/stated_mobile.hpp"
#include "board/desk/system_answers.hpp"
#include "board/desk/town.hpp"
#include "board/model/passed_on.hpp"
#include "board/routing/router.hpp"

#include <utility>

namespace huiying::desk {
namespace {

model::Ticket ticket_of(
    const model::InboundMessage& message,
    const model::RoutingDecision& decision,
    const TownSnapshot& town
) {
    model::Ticket ticket;
    ticket.number = message.number;
    ticket.unit = decision.restricted ? std::string() : decision.unit;
    ticket.state = first_state(ticket.unit, town.settings().workflow);
    ticket.kind = message.kind;
    ticket.channel = message.channel;
    ticket.account = message.account;
    ticket.sender = message.sender;
    ticket.sender_name = message.sender_name;
    ticket.contact = message.contact;
    // In a chat nobody fills in a form.
    if (ticket.contact.empty() && !ticket.sender.empty())
        ticket.contact = mobile_stated_in(message.text);
    ticket.subject = subject_of(message);
    ticket.text = message.text;
    ticket.place = message.place;
    ticket.restricted = decision.restricted;
    ticket.publish = message.publish;
    ticket.received_at = message.received_at;
    ticket.arrived_at = message.arrived_at;
    ticket.due = town.due_times(message.received_at);
    ticket.upstream_due = message.upstream_due;
    ticket.due.final_due = model::bounded_due(ticket, ticket.due.final_due);
    return ticket;
}

/// What has happened to its clocks by the time it is a ticket.
void stamp_first_events(
    model::Ticket& ticket,
    const model::InboundMessage& message,
    const TownSnapshot& town,
    model::Instant now
) {
    // The acceptance notice names the unit and the promised date on the status page; a ticket that
    // waits for a dispatcher has none.
    const auto promised = town.settings().workflow.response;
    stamp_event(ticket, promised, workflow::ClockEvent::receipt_sent, message.arrived_at);
    if (!message.passive_faq.empty())
        stamp_event(ticket, promised, workflow::ClockEvent::sure_answer_sent, message.arrived_at);
    if (is_with_unit(ticket.state))
        stamp_event(ticket, promised, workflow::ClockEvent::accepted_automatically, now);
}

}  // namespace

PreparedMessage prepared(
    const model::InboundMessage& message,
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    model::Instant now,
    const knowledge::Sense* sense
) {
    PreparedMessage done{.message = message, .decision = town.router().route(message)};
    auto& ticket = done.record.ticket;
    ticket = ticket_of(message, done.decision, town);
    stamp_first_events(ticket, message, town, now);
    done.record.accused_units = done.decision.accused_units;
    done.record.urgent = routing::is_emergency(done.decision);
    // A person sees to what warns or accuses, whatever was answered.
    if (message.turn == model::Turn::answered && !done.record.urgent && !ticket.restricted) {
        close_at_once(ticket, message);
        ticket.accepted_at.reset();
    }
    // An emergency has a rung at once; what is closed has none.
    if (is_system_answered(ticket))
        done.alarm = std::nullopt;
    else
        done.alarm =
            done.record.urgent ? std::optional(ticket.received_at) : first_alarm(town, ticket);
    // What is not published is asked about by nobody.
    const auto document =
        town.document(message.document) == nullptr ? std::string() : message.document;
    if (auto draft = system_draft(ticket, {message.subject, document}, town, renderer, now, sense))
        done.draft = std::move(*draft);
    return done;
}

}  // namespace huiying::desk
