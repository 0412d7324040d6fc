// Writes one message of a batch: the ticket that it makes, what it adds to one, the line of a talk.
// Inside Database::write. Private to this room.
#pragma once

#include "board/desk/additions.hpp"
#include "board/desk/prepared_message.hpp"
#include "board/desk/take_in.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/arrival_repository.hpp"
#include "board/store/talk_repository.hpp"
#include "board/store/ticket_repository.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::store {
class Connection;
}

namespace huiying::desk {

class TownSnapshot;

/// The message, not the record, is at fault: it becomes a dead letter for this reason.
struct NotTaken {
    std::string_view reason;
};

class ArrivalWriter {
  public:
    ArrivalWriter(store::Connection& connection, const TownSnapshot& town, model::Instant now);

    /// Throws NotTaken, ConstraintViolated: about the message alone, which is half written then.
    TakeInOutcome message(const PreparedMessage& prepared);
    TakeInOutcome dead_letter(const UnreadableDelivery& delivery);

    /// What search and figures are told of new tickets waits for the last message.
    void keep_for_all() { tickets_.keep_for_all(); }

    void write_kept() { tickets_.write_kept(); }

    [[nodiscard]] std::size_t events() const { return events_.size(); }

    /// Those of a message that was undone: all from the `first` on.
    void drop_events(std::size_t first) { events_.resize(first); }

    /// What to announce once the batch is committed.
    std::vector<TicketEvent> take_events() { return std::move(events_); }

  private:
    [[nodiscard]] bool is_known(const model::InboundMessage& message);
    TakeInOutcome small_talk(const model::InboundMessage& message);
    TakeInOutcome created(const PreparedMessage& prepared);
    [[nodiscard]] std::string message_key(const model::Ticket& ticket) const;
    void say_at_once(
        const model::Ticket& ticket, const model::InboundMessage& message, const std::string& key
    );
    void begin_history(model::TicketId id, const PreparedMessage& prepared);
    TakeInOutcome continued(const PreparedMessage& prepared, store::TicketRecord& record);
    bool settled_by_turn(const model::InboundMessage& message, store::TicketRecord& record);
    bool rated(const model::InboundMessage& message, store::TicketRecord& record);

    store::Connection& connection_;
    store::TicketRepository tickets_;
    store::ArrivalRepository arrivals_;
    store::AlarmRepository alarms_;
    store::TalkRepository talks_;
    Additions additions_;
    const TownSnapshot& town_;
    const model::Instant now_;
    std::vector<TicketEvent> events_;
};

}  // namespace huiying::desk
