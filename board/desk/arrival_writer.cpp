#include "board/desk/arrival_writer.hpp"

#include "board/desk/evaluations.hpp"
#include "board/desk/faq_uses.hpp"
#include "board/desk/filings.hpp"
#include "board/desk/first_step.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/system_answers.hpp"
#include "board/desk/talk_lines.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/desk/town.hpp"
#include "board/desk/upstream_words.hpp"
#include "board/model/passed_on.hpp"
#include "board/store/database.hpp"
#include "board/store/outbox_repository.hpp"
#include "board/store/policy_links.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace huiying::desk {
namespace {

using store::Connection;
using store::TicketRecord;

/// What another body had for so long reminds nobody here of what passed meanwhile.
model::Instant reminded_since(const model::Ticket& ticket) {
    return model::is_passed_on(ticket) ? ticket.arrived_at : ticket.received_at;
}

}  // namespace

ArrivalWriter::ArrivalWriter(Connection& connection, const TownSnapshot& town, model::Instant now)
    : connection_(connection),
      tickets_(connection),
      arrivals_(connection),
      alarms_(connection),
      talks_(connection),
      additions_(connection, town, now),
      town_(town),
      now_(now) {}

TakeInOutcome ArrivalWriter::dead_letter(const UnreadableDelivery& delivery) {
    arrivals_.add(store::DeadLetter{
        .at = now_,
        .channel = delivery.channel,
        .account = delivery.account,
        .reason = delivery.reason,
        .bytes = delivery.bytes});
    return {TakenIn::dead_letter, "", ""};
}

TakeInOutcome ArrivalWriter::message(const PreparedMessage& prepared) {
    const auto& message = prepared.message;
    if (is_known(message))
        return {TakenIn::duplicate, message.number, ""};
    keep_lines(connection_, message);
    if (message.turn == model::Turn::small_talk)
        return small_talk(message);
    // Within a talk a message can overtake the one that began it: whose append failed, so that
    // the platform came again with it later. Whichever is here first makes the ticket.
    auto record = tickets_.find(message.number);
    // A proof is of a ticket that was there: what is added to it never makes one.
    if (!record && message.proved_by_code)
        throw NotTaken{kUnknownTicket};
    return record ? continued(prepared, *record) : created(prepared);
}

bool ArrivalWriter::is_known(const model::InboundMessage& message) {
    return tickets_.has_delivery(message.delivery_key) ||
           (message.turn == model::Turn::small_talk && talks_.has(message.delivery_key));
}

/// Answered and kept; of a platform that hears it later without a ticket.
TakeInOutcome ArrivalWriter::small_talk(const model::InboundMessage& message) {
    note_thanks(connection_, message);
    model::Ticket nobody;
    nobody.channel = message.channel;
    nobody.account = message.account;
    nobody.sender = message.sender;
    say_at_once(nobody, message, "hy_talk_l" + std::to_string(talks_.last_id()));
    return {TakenIn::small_talk, "", ""};
}

TakeInOutcome ArrivalWriter::created(const PreparedMessage& prepared) {
    const auto& message = prepared.message;
    const auto id = tickets_.add(prepared.record);
    tickets_.add_message(id, message);
    note_said_at_once(connection_, town_, id, message);
    auto ticket = prepared.record.ticket;
    ticket.id = id;
    say_at_once(ticket, message, message_key(ticket));
    tickets_.set_routing(id, prepared.decision);
    tickets_.set_draft(id, {prepared.draft, "system", now_});
    if (town_.document(message.document) != nullptr)
        store::PolicyLinks(connection_)
            .set_document_of(id, {message.document, "citizen", message.arrived_at});
    if (prepared.alarm)
        alarms_.add(id, *prepared.alarm, reminded_since(prepared.record.ticket));
    begin_history(id, prepared);
    events_.push_back(first_event_of("taken_in", prepared.record));
    return {TakenIn::created, message.number, prepared.record.ticket.unit};
}

std::string ArrivalWriter::message_key(const model::Ticket& ticket) const {
    return "hy_" + ticket.number + "_m" + std::to_string(connection_.last_id());
}

/// What could not be said on the connection that the message came on.
void ArrivalWriter::say_at_once(
    const model::Ticket& ticket, const model::InboundMessage& message, const std::string& key
) {
    if (message.passive_by != model::SaidBy::outbox || message.passive_text.empty())
        return;
    store::OutboxRepository outbox(connection_);
    tell_by_system(
        outbox,
        town_,
        ticket,
        key,
        {{now_, town_.unit_name(""), message.passive_text}, message.way_back}
    );
}

void ArrivalWriter::begin_history(model::TicketId id, const PreparedMessage& prepared) {
    const auto& message = prepared.message;
    const auto& ticket = prepared.record.ticket;
    tickets_.add_history(
        id, {message.received_at, "citizen", "received", "收到留言，已出具收件回执"}
    );
    if (const auto way = parse_way_in(message.channel); way && !message.filed_by.empty())
        tickets_.add_history(
            id,
            {message.arrived_at,
             message.filed_by,
             "filed",
             std::string(chinese_name(*way)) + "，由工作人员代为登记"}
        );
    if (model::is_passed_on(ticket))
        begin_passed_on(connection_, town_, id, ticket);
    if (!is_system_answered(ticket)) {
        const auto [event, where] = first_step(ticket, town_.unit_name(ticket.unit));
        tickets_.add_history(
            id, {now_, "system", event, where + joined_reasons(prepared.decision.reasons)}
        );
    }
    if (!message.replaced_number.empty())
        tickets_.add_history(
            id,
            {now_,
             "system",
             "replayed",
             "由未能入库的来件重放立为本件。来信人手里的编号" + message.replaced_number +
                 "不是本件的，请设法告知新编号"}
        );
    if (!message.passive_faq.empty())
        tickets_.add_history(
            id,
            {message.arrived_at,
             "system",
             "answered_at_once",
             is_system_answered(ticket) ? closed_words(message.passive_faq)
                                        : "已用常见问题“" + message.passive_faq + "”即时答复"}
        );
}

TakeInOutcome ArrivalWriter::continued(const PreparedMessage& prepared, TicketRecord& record) {
    const auto& message = prepared.message;
    auto& ticket = record.ticket;
    if (!is_of_writer(message, ticket))
        throw NotTaken{message.continues ? kUnknownTicket : kNumberTaken};
    tickets_.write_kept();
    tickets_.unindex(record);
    tickets_.add_message(ticket.id, message);
    say_at_once(ticket, message, message_key(ticket));
    note_said_at_once(connection_, town_, ticket.id, message);
    const bool is_settled = settled_by_turn(message, record);
    if (!is_settled) {
        auto events = additions_.take(record, message, prepared.decision);
        std::move(events.begin(), events.end(), std::back_inserter(events_));
    }
    tickets_.index(record);
    alarms_.look_again(ticket.id, now_);
    return {TakenIn::continued, message.number, ticket.unit};
}

/// What a turn does besides adding to the ticket; false where it only adds.
bool ArrivalWriter::settled_by_turn(const model::InboundMessage& message, TicketRecord& record) {
    const AnsweredChange change{connection_, town_, now_};
    if (message.turn == model::Turn::rating)
        return rated(message, record);
    if (message.turn == model::Turn::answered && close_answered(change, record, message)) {
        events_.push_back(event_of(connection_, "answered_at_once", record));
        return true;
    }
    if (message.turn == model::Turn::answered || !is_system_answered(record.ticket))
        return false;
    open_again(change, record);
    // An accusation among what is added is still seen by the additions.
    events_.push_back(event_of(connection_, "added", record));
    ++record.ticket.version;
    return message.turn == model::Turn::reopening;
}

bool ArrivalWriter::rated(const model::InboundMessage& message, TicketRecord& record) {
    const auto grade = model::parse_satisfaction(message.turn_detail);
    if (!grade)
        return false;
    try {
        auto made = evaluate_within(
            connection_, town_, record.ticket.number, {grade, message.text, ""}, now_
        );
        record = made.record;
        std::move(made.events.begin(), made.events.end(), std::back_inserter(events_));
        return true;
    } catch (const MoveRefused&) {
        return false;  // evaluated or taken up meanwhile: then it is an addition
    }
}

}  // namespace huiying::desk
