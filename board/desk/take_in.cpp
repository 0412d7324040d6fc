#include "board/desk/take_in.hpp"

#include "board/desk/additions.hpp"
#include "board/desk/arrival_senses.hpp"
#include "board/desk/evaluations.hpp"
#include "board/desk/faq_uses.hpp"
#include "board/desk/filings.hpp"
#include "board/desk/first_step.hpp"
#include "board/desk/letters.hpp"
#include "board/desk/prepared_message.hpp"
#include "board/desk/system_answers.hpp"
#include "board/desk/talk_lines.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/desk/town.hpp"
#include "board/desk/upstream_words.hpp"
#include "board/model/passed_on.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/arrival_repository.hpp"
#include "board/store/database.hpp"
#include "board/store/outbox_repository.hpp"
#include "board/store/policy_links.hpp"
#include "board/store/talk_repository.hpp"
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
    EntryBytes entry_bytes,
    AskSenses ask_senses
)
    : database_(database),
      town_(town),
      renderer_(renderer),
      clock_(clock),
      announce_(std::move(announce)),
      entry_bytes_(std::move(entry_bytes)),
      ask_senses_(std::move(ask_senses)) {}

namespace {

/// Writes one prepared message. Throws ConstraintViolated about the message alone.
class Writer {
  public:
    Writer(Connection& connection, const TownSnapshot& town, model::Instant now)
        : connection_(connection),
          tickets_(connection),
          arrivals_(connection),
          alarms_(connection),
          talks_(connection),
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

    TakeInOutcome message(const PreparedMessage& prepared) {
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

  private:
    /// What another body had for so long reminds nobody here of what passed meanwhile.
    static model::Instant reminded_since(const model::Ticket& ticket) {
        return model::is_passed_on(ticket) ? ticket.arrived_at : ticket.received_at;
    }

    bool is_known(const model::InboundMessage& message) {
        return tickets_.has_delivery(message.delivery_key) ||
               (message.turn == model::Turn::small_talk && talks_.has(message.delivery_key));
    }

    /// Answered and kept; of a platform that hears it later without a ticket.
    TakeInOutcome small_talk(const model::InboundMessage& message) {
        note_thanks(connection_, message);
        model::Ticket nobody;
        nobody.channel = message.channel;
        nobody.account = message.account;
        nobody.sender = message.sender;
        say_at_once(nobody, message, "hy_talk_l" + std::to_string(talks_.last_id()));
        return {TakenIn::small_talk, "", ""};
    }

    TakeInOutcome created(const PreparedMessage& prepared) {
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

    std::string message_key(const model::Ticket& ticket) const {
        return "hy_" + ticket.number + "_m" + std::to_string(connection_.last_id());
    }

    /// What could not be said on the connection that the message came on.
    void say_at_once(
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

    void begin_history(model::TicketId id, const PreparedMessage& prepared) {
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

    TakeInOutcome continued(const PreparedMessage& prepared, TicketRecord& record) {
        const auto& message = prepared.message;
        auto& ticket = record.ticket;
        if (!is_of_writer(message, ticket))
            throw NotTaken{message.continues ? kUnknownTicket : kNumberTaken};
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
    bool settled_by_turn(const model::InboundMessage& message, TicketRecord& record) {
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

    bool rated(const model::InboundMessage& message, TicketRecord& record) {
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

    Connection& connection_;
    TicketRepository tickets_;
    ArrivalRepository arrivals_;
    store::AlarmRepository alarms_;
    store::TalkRepository talks_;
    Additions additions_;
    const TownSnapshot& town_;
    const model::Instant now_;
    std::vector<TicketEvent> events_;
};

/// In the order of the arrivals; nullopt where there is nothing to read.
std::vector<std::optional<PreparedMessage>> prepared_of(
    const std::vector<Arrival>& arrivals,
    const TownSnapshot& town,
    const templates::Renderer& renderer,
    model::Instant now,
    const std::vector<SensePtr>& senses
) {
    std::vector<std::optional<PreparedMessage>> all;
    all.reserve(arrivals.size());
    for (std::size_t at = 0; at < arrivals.size(); ++at) {
        const auto* message = std::get_if<model::InboundMessage>(&arrivals[at].delivery);
        if (!message)
            all.push_back(std::nullopt);
        else if (message->turn == model::Turn::small_talk)
            all.push_back(PreparedMessage{.message = *message});
        else
            all.push_back(prepared(*message, town, renderer, now, senses[at].get()));
    }
    return all;
}

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
TakeInOutcome take_one(
    Connection& connection,
    Writer& writer,
    const PreparedMessage& prepared,
    const EntryBytes& entry_bytes
) {
    TakeInOutcome outcome;
    const auto reason = in_savepoint(connection, [&] { outcome = writer.message(prepared); });
    if (!reason)
        return outcome;
    const auto& message = prepared.message;
    return writer.dead_letter(
        {message.channel, message.account, std::string(*reason), entry_bytes(message)}
    );
}

}  // namespace

std::vector<TakeInOutcome> TakeIn::take_in(const std::vector<Arrival>& arrivals) {
    const auto town = town_.snapshot();
    const auto now = clock_.now();
    const auto readable =
        prepared_of(arrivals, *town, renderer_, now, senses_of(arrivals, *town, ask_senses_));
    std::vector<TicketEvent> events;
    auto outcomes = database_.write([&](Connection& connection) {
        enter_partitions(connection, arrivals);
        Writer writer(connection, *town, now);
        std::vector<TakeInOutcome> results(arrivals.size());
        for (std::size_t i = 0; i < arrivals.size(); ++i)
            results[i] =
                readable[i]
                    ? take_one(connection, writer, *readable[i], entry_bytes_)
                    : writer.dead_letter(std::get<UnreadableDelivery>(arrivals[i].delivery));
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
