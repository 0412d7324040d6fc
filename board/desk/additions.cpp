#include "board/desk/additions.hpp"

#include "board/desk/carried_tickets.hpp"
#include "board/desk/clock_times.hpp"
#include "board/desk/first_step.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/move_notices.hpp"
#include "board/desk/paused_clock.hpp"
#include "board/desk/restricting.hpp"
#include "board/desk/stated_mobile.hpp"
#include "board/desk/ticket_access.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/due_repository.hpp"
#include "board/store/proceedings_repository.hpp"

#include <algorithm>
#include <string>

namespace huiying::desk {

using store::TicketRecord;

namespace {

/// In the history, for whoever works on it.
std::string words_of(const model::InboundMessage& message) {
    std::string words = message.proved_by_code ? "凭编号和查询码补充了内容" : "补充了内容";
    if (!message.attachments.empty())
        words += "，附件" + std::to_string(message.attachments.size()) + "个";
    return words;
}

}  // namespace

bool is_of_writer(const model::InboundMessage& message, const model::Ticket& ticket) {
    if (message.proved_by_code)
        return message.account.empty();
    return !message.sender.empty() && ticket.sender == message.sender &&
           ticket.channel == message.channel && ticket.account == message.account;
}

Additions::Additions(store::Connection& connection, const TownSnapshot& town, model::Instant now)
    : connection_(connection), tickets_(connection), courses_(connection), town_(town), now_(now) {}

std::vector<TicketEvent> Additions::take(
    TicketRecord& record,
    const model::InboundMessage& message,
    const model::RoutingDecision& decision
) {
    std::vector<TicketEvent> events;
    tickets_.add_history(
        record.ticket.id, {message.received_at, "citizen", "added", words_of(message)}
    );
    keep_mobile(record.ticket, message);
    const auto outcome = reopen(record);
    if (decision.restricted)
        restrict(decision, record, events);
    else if (record.ticket.state == model::TicketState::merged)
        tell_survivor(record.ticket, events);
    // Also where nothing else changed: whoever has the ticket open must see what was added before a
    // move.
    tickets_.update(record);
    tell_holder(record, outcome);
    events.insert(events.begin(), event_of(connection_, "added", record));
    return events;
}

/// The number that the writer gives for a short message.
void Additions::keep_mobile(model::Ticket& ticket, const model::InboundMessage& message) {
    const auto mobile = ticket.contact.empty() && !ticket.sender.empty()
                            ? mobile_stated_in(message.text)
                            : std::string();
    if (mobile.empty())
        return;
    ticket.contact = mobile;
    tickets_.set_contact(ticket.id, mobile);
}

/// What is added to a merged ticket comes before whoever has the one that carries it.
void Additions::tell_survivor(const model::Ticket& ticket, std::vector<TicketEvent>& events) {
    const auto survivor_id = courses_.find(ticket.id).survivor;
    auto survivor = survivor_id ? tickets_.find(*survivor_id) : std::nullopt;
    if (!survivor)
        return;
    tickets_.add_history(
        *survivor_id, {now_, "system", "added", "并入的来信 " + ticket.number + " 有补充"}
    );
    const auto outcome = reopen(*survivor);
    tickets_.update(*survivor);
    tell_holder(*survivor, outcome);
    store::AlarmRepository(connection_).look_again(*survivor_id, now_);
    events.push_back(event_of(connection_, "added", *survivor));
}

/// Who accuses is never carried by another's ticket.
void Additions::leave_survivor(TicketRecord& record, std::vector<TicketEvent>& events) {
    auto& ticket = record.ticket;
    auto course = courses_.find(ticket.id);
    const auto survivor = course.survivor;
    if (!survivor)
        return;
    course.survivor.reset();
    course.before.reset();
    const Releasing by{connection_, town_, "system", now_};
    begin_own_round(by, record, course);
    courses_.put(ticket.id, course);
    store::ProceedingsRepository(connection_).undo_merging(ticket.id, "system", now_);
    const auto left = give_dates_back(by, *survivor, ticket.number);
    if (left)
        events.push_back(event_of(connection_, "carries_no_more", *left));
}

/// What a citizen adds after the reply must come before a person again.
workflow::Outcome Additions::reopen(TicketRecord& record) {
    auto course = courses_.find(record.ticket.id);
    auto facts = facts_of(record, rules_of(town_));
    facts.before = course.before;
    facts.paused_for = course.paused_for;
    const auto decision = workflow::decide(
        facts, {.move = workflow::Move::add, .actor = workflow::the_citizen(), .now = now_}
    );
    auto outcome = std::get<workflow::Outcome>(decision);
    if (outcome.state == record.ticket.state)
        return outcome;
    const bool goes_on = record.ticket.state == model::TicketState::paused;
    record.ticket.state = outcome.state;
    const auto round_before = record.ticket.round;
    apply_clocks({record.ticket, course}, town_, outcome.effects, now_);
    if (goes_on) {
        go_on(record, course);
        return outcome;
    }
    if (record.ticket.round != round_before)
        store::DueRepository(connection_)
            .begin_round(record.ticket.id, {now_, round_workdays(outcome.effects)});
    record.submitted_by.reset();
    courses_.put(record.ticket.id, course);
    tickets_.add_history(
        record.ticket.id, {now_, "system", "reopened", "答复后又有补充，重新办理"}
    );
    return outcome;
}

/// Behind the bell, as of every move: of those whom the effects name, who may see the ticket as it
/// is now; where an addition restricted it, the office's people.
void Additions::tell_holder(TicketRecord& record, const workflow::Outcome& outcome) {
    static const std::string kCitizen = "citizen";
    auto course = courses_.find(record.ticket.id);
    std::vector<TicketEvent> none;
    MoveContext context{
        connection_,
        tickets_,
        record,
        course,
        town_,
        kCitizen,
        now_,
        outcome,
        record.ticket.due.final_due,
        record.ticket.state,
        none};
    tell_colleagues(context, workflow::Move::add, {});
}

/// What the town waited for is there.
void Additions::go_on(TicketRecord& record, store::Course& course) {
    end_pause({connection_, record, course, town_}, "citizen", now_);
    courses_.put(record.ticket.id, course);
    tickets_.add_history(record.ticket.id, {now_, "system", "resumed", "来信人已补充，恢复办理"});
    const Teller teller{connection_, town_, now_};
    tell_resumed(teller, record.ticket);
    tell_carried_of_going_on(teller, "system", record.ticket);
}

/// An addition accuses a unit or its people: from now on the matter is the office's, and no
/// draft of the unit stays.
void Additions::restrict(
    const model::RoutingDecision& decision, TicketRecord& record, std::vector<TicketEvent>& events
) {
    auto& ticket = record.ticket;
    if (ticket.state == model::TicketState::paused) {
        auto course = courses_.find(ticket.id);
        end_pause({connection_, record, course, town_}, "system", now_);
        courses_.put(ticket.id, course);
    }
    ticket.state = model::TicketState::to_dispatch;
    leave_survivor(record, events);
    const Releasing by{connection_, town_, "system", now_};
    mark_restricted(by, record, decision.accused_units);
    auto course = courses_.find(ticket.id);
    take_from_unit(by, record, course, events);
    courses_.put(ticket.id, course);
    tickets_.set_routing(ticket.id, decision);
    tickets_.add_history(
        ticket.id, {now_, "system", "to_dispatch", "转分派员：" + joined_reasons(decision.reasons)}
    );
}

}  // namespace huiying::desk
