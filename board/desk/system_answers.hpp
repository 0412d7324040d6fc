// Tickets that the system answered at once from the FAQ: closed without a reply and without a human
// clock, opened with the clock of the first question when that did not solve it. Private to this
// room; inside a transaction.
#pragma once

#include "board/desk/ticket_event.hpp"
#include "board/model/inbound_message.hpp"
#include "board/store/ticket_repository.hpp"

#include <optional>
#include <string_view>

namespace huiying::desk {

class TownSnapshot;

/// Closed like that, and nobody has done anything about it since.
[[nodiscard]] bool is_system_answered(const model::Ticket& ticket);

/// A new ticket of a message that has its answer already. Before it is stored.
void close_at_once(model::Ticket& ticket, const model::InboundMessage& message);
/// The sentence of its history.
[[nodiscard]] std::string closed_words(std::string_view faq);

struct AnsweredChange {
    store::Connection& connection;
    const TownSnapshot& town;
    model::Instant now;
};

/// An open ticket whose writer chose an answer. False where a person has begun with it: it stays
/// open.
bool close_answered(
    const AnsweredChange& change, store::TicketRecord& record, const model::InboundMessage& message
);

/// It was not solved: open again, dispatched as when it came, due as counted from the first
/// question. REQUIRES: is_system_answered().
void open_again(const AnsweredChange& change, store::TicketRecord& record);

}  // namespace huiying::desk
