#include "board/desk/take_in.hpp"

#include "board/desk/additions.hpp"
#include "board/desk/clock_times.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/first_step.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/desk/town.hpp"
#include "board/draft/draft_maker.hpp"
#include "board/routing/router.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/arrival_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/outbox_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "telemetry/log.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace huiying::desk {
namespace {

using store::ArrivalRepository;
using store::Connection;
using store::TicketRecord;
using store::TicketRepository;

/// The message, not the record, is at fault: it becomes a dead letter for this reason.
struct NotTaken {
    std::string_view reason;
};

}  // namespace

/// All that a message becomes, worked out before the transaction.
struct TakeIn::Prepared {
    const model::InboundMessage* message = nullptr;
    const UnreadableDelivery* unreadable = nullptr;
    TicketRecord record;
    model::RoutingDecision decision;
    model::Draft draft;
    std::optional<model::Instant> alarm;
};

namespace {

/// Runs `work` in a savepoint: what it throws undoes only itself. Returns the reason why this
/// message alone was not taken.
template <class Work>
std::optional<std::string_view> in_savepoint(Connection& connection, Work work) {
    std::string_view reason = kNotStorable;
    connection.script("savepoint message");
    try {
        work();
        connection.script("release message");
        return std::nullopt;
    } catch (const store::StoreUnavailable&) {
        throw;  // the database, not the message
    } catch (const NotTaken& fault) {
        reason = fault.reason;
    } catch (const std::exception& error) {
        telemetry::log_limited(
            telemetry::Level::error, "inbound.not_storable", {{"reason", error.what()}}
        );
    }
    connection.script("rollback to message");
    connection.script("release message");
    return reason;
}

}  // namespace

TakeIn::TakeIn(
    store::Database& database,
    const Town& town,
    const templates::Renderer& renderer,
    const model::Clock& clock,
    Announce announce,
    EntryBytes entry_bytes
)
    : database_(database),
      town_(town),
      renderer_(renderer),
      clock_(clock),
      announce_(std::move(announce)),
      entry_bytes_(std::move(entry_bytes)) {}

TakeIn::Prepared TakeIn::prepare(const Arrival& arrival) const {
    Prepared prepared;
    prepared.unreadable = std::get_if<UnreadableDelivery>(&arrival.delivery);
    prepared.message = std::get_if<model::InboundMessage>(&arrival.delivery);
    if (!prepared.message)
        return prepared;
    const auto& message = *prepared.message;
    const auto town = town_.snapshot();
    prepared.decision = town->router().route(message);
    const auto& decision = prepared.decision;
    auto& ticket = prepared.record.ticket;
    ticket.number = message.number;
    ticket.unit = decision.restricted ? std::string() : decision.unit;
    ticket.state = first_state(ticket.unit, town->settings().workflow);
    ticket.kind = message.kind;
    ticket.channel = message.channel;
    ticket.account = message.account;
    ticket.sender = message.sender;
    ticket.sender_name = message.sender_name;
    ticket.contact = message.contact;
    ticket.subject = subject_of(message);
    ticket.text = message.text;
    ticket.place = message.place;
    ticket.restricted = decision.restricted;
    ticket.publish = message.publish;
    ticket.received_at = message.received_at;
    ticket.arrived_at = message.arrived_at;
    ticket.due = town->due_times(message.received_at);
    // The acceptance notice names the unit and the promised date on the status page; a ticket that
    // waits for a dispatcher has none.
    const auto promised = town->settings().workflow.response;
    stamp_event(ticket, promised, workflow::ClockEvent::receipt_sent, message.arrived_at);
    if (!message.passive_faq.empty())
        stamp_event(ticket, promised, workflow::ClockEvent::sure_answer_sent, message.arrived_at);
    if (is_with_unit(ticket.state))
        stamp_event(ticket, promised, workflow::ClockEvent::accepted_automatically, clock_.now());
    prepared.record.accused_units = decision.accused_units;
    prepared.record.urgent = routing::is_emergency(decision);
    // An emergency has a rung at once.
    prepared.alarm =
        prepared.record.urgent ? std::optional(ticket.received_at) : first_alarm(*town, ticket);
    try {
        prepared.draft = draft::make_draft(
            {.number = message.number,
             .sender_name = decision.restricted ? std::string() : message.sender_name,
             .subject = message.subject,
             .text = message.text,
             .kind = message.kind,
             .restriction =
                 decision.restricted ? draft::Restriction::restricted : draft::Restriction::none,
             .unit_name = town->unit_name(ticket.unit),
             .due = ticket.due},
            town->faq(),
            renderer_,
            clock_.now()
        );
    } catch (const std::exception& error) {
        // A broken template must not keep messages from becoming tickets: this one has no draft.
        telemetry::log_limited(telemetry::Level::error, "draft.failed", {{"reason", error.what()}});
    }
    return prepared;
}

namespace {

/// Writes one prepared message. Throws ConstraintViolated about the message alone.
class Writer {
  public:
    Writer(Connection& connection, const TownSnapshot& town, model::Instant now)
        : connection_(connection),
          tickets_(connection),
          arrivals_(connection),
          alarms_(connection),
          additions_(connection, town, now),
          town_(town),
          now_(now) {}

    TakeInOutcome dead_letter(const UnreadableDelivery& delivery) {
        arrivals_.add(store::DeadLetter{
            .at = now_,
            .channel = delivery.channel,
            .account = delivery.account,
            .reason = delivery.reason,
            .bytes = delivery.bytes});
        return {TakenIn::dead_letter, "", ""};
    }

    /// What to announce once the batch is committed.
    std::vector<TicketEvent> take_events() { return std::move(events_); }

    template <class Prepared>
    TakeInOutcome message(const Prepared& prepared) {
        const auto& message = *prepared.message;
        if (tickets_.has_delivery(message.delivery_key))
            return {TakenIn::duplicate, message.number, ""};
        // Within a talk a message can overtake the one that began it: whose append failed, so that
        // the platform came again with it later. Whichever is here first makes the ticket.
        auto record = tickets_.find(message.number);
        return record ? continued(prepared, *record) : created(prepared);
    }

  private:
    template <class Prepared>
    TakeInOutcome created(const Prepared& prepared) {
        const auto& message = *prepared.message;
        const auto id = tickets_.add(prepared.record);
        tickets_.add_message(id, message);
        say_at_once(prepared.record.ticket, id, message);
        tickets_.set_routing(id, prepared.decision);
        tickets_.set_draft(id, {prepared.draft, "system", now_});
        if (prepared.alarm)
            alarms_.add(id, *prepared.alarm, prepared.record.ticket.received_at);
        begin_history(id, prepared);
        events_.push_back(first_event_of("taken_in", prepared.record));
        return {TakenIn::created, message.number, prepared.record.ticket.unit};
    }

    /// What could not be said on the connection that the message came on.
    void say_at_once(
        model::Ticket ticket, model::TicketId id, const model::InboundMessage& message
    ) {
        if (message.passive_by != model::SaidBy::outbox || message.passive_text.empty())
            return;
        ticket.id = id;
        store::OutboxRepository outbox(connection_);
        const auto key = "hy_" + ticket.number + "_m" + std::to_string(connection_.last_id());
        tell_citizen(outbox, town_, ticket, key, {now_, town_.unit_name(""), message.passive_text});
    }

    template <class Prepared>
    void begin_history(model::TicketId id, const Prepared& prepared) {
        const auto& message = *prepared.message;
        const auto& ticket = prepared.record.ticket;
        const auto [event, where] = first_step(ticket, town_.unit_name(ticket.unit));
        tickets_.add_history(
            id, {message.received_at, "citizen", "received", "收到留言，已出具收件回执"}
        );
        tickets_.add_history(
            id, {now_, "system", event, where + joined_reasons(prepared.decision.reasons)}
        );
        if (!message.replaced_number.empty())
            tickets_.add_history(
                id,
                {now_,
                 "system",
                 "replayed",
                 "由死信重放立为本件。来信人手里的编号" + message.replaced_number +
                     "不是本件的，请设法告知新编号"}
            );
        if (!message.passive_faq.empty())
            tickets_.add_history(
                id,
                {message.arrived_at,
                 "system",
                 "answered_at_once",
                 "已用常见问题“" + message.passive_faq + "”即时答复"}
            );
    }

    template <class Prepared>
    TakeInOutcome continued(const Prepared& prepared, TicketRecord& record) {
        const auto& message = *prepared.message;
        auto& ticket = record.ticket;
        const bool same_person = !message.sender.empty() && ticket.sender == message.sender;
        if (!same_person || ticket.channel != message.channel || ticket.account != message.account)
            throw NotTaken{message.continues ? kUnknownTicket : kNumberTaken};
        tickets_.unindex(record);
        tickets_.add_message(ticket.id, message);
        say_at_once(ticket, ticket.id, message);
        auto events = additions_.take(record, message.received_at, prepared.decision);
        std::move(events.begin(), events.end(), std::back_inserter(events_));
        tickets_.index(record);
        alarms_.look_again(ticket.id, now_);
        return {TakenIn::continued, message.number, ticket.unit};
    }

    Connection& connection_;
    TicketRepository tickets_;
    ArrivalRepository arrivals_;
    store::AlarmRepository alarms_;
    Additions additions_;
    const TownSnapshot& town_;
    const model::Instant now_;
    std::vector<TicketEvent> events_;
};

void enter_partitions(Connection& connection, const std::vector<Arrival>& arrivals) {
    std::map<int, std::int64_t> tokens;
    for (const auto& arrival : arrivals)
        tokens[arrival.partition] = std::max(tokens[arrival.partition], arrival.token);
    ArrivalRepository repository(connection);
    for (const auto& [partition, token] : tokens)
        if (!repository.enter_partition(partition, token))
            throw LeaseLost(partition, repository.fencing_token(partition));
}

/// One message in its savepoint: what it throws makes a dead letter of it alone.
template <class Prepared>
TakeInOutcome take_one(
    Connection& connection, Writer& writer, const Prepared& prepared, const EntryBytes& entry_bytes
) {
    if (prepared.unreadable)
        return writer.dead_letter(*prepared.unreadable);
    TakeInOutcome outcome;
    const auto reason = in_savepoint(connection, [&] { outcome = writer.message(prepared); });
    if (!reason)
        return outcome;
    const auto& message = *prepared.message;
    return writer.dead_letter(
        {message.channel, message.account, std::string(*reason), entry_bytes(message)}
    );
}

}  // namespace

std::vector<TakeInOutcome> TakeIn::take_in(const std::vector<Arrival>& arrivals) {
    std::vector<Prepared> prepared;
    prepared.reserve(arrivals.size());
    for (const auto& arrival : arrivals)
        prepared.push_back(prepare(arrival));
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    std::vector<TicketEvent> events;
    auto outcomes = database_.write([&](Connection& connection) {
        enter_partitions(connection, arrivals);
        Writer writer(connection, *town, now);
        std::vector<TakeInOutcome> results(prepared.size());
        for (std::size_t i = 0; i < prepared.size(); ++i)
            results[i] = take_one(connection, writer, prepared[i], entry_bytes_);
        events = writer.take_events();
        return results;
    });
    for (const auto& event : events)
        announce_(event);
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i].result == TakenIn::dead_letter)
            telemetry::log(
                telemetry::Level::error,
                "inbound.dead_letter",
                {{"partition", arrivals[i].partition}}
            );
    return outcomes;
}

}  // namespace huiying::desk
