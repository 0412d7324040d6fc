// What the town tells a citizen about a ticket: a letter that stays (a reply, a refusal with its
// reasons), or a word about what happened. Each is an outbox row of the move's own transaction; who
// has no way back reads it by number and code. Private to this room.
#pragma once

#include "board/desk/ticket_move.hpp"

#include <string>
#include <string_view>

namespace huiying::store {
class OutboxRepository;
struct OutboxRow;
}  // namespace huiying::store

namespace huiying::desk {

/// What is said of a ticket, on its way to where that came from; key and signature are the
/// caller's.
[[nodiscard]] store::OutboxRow outbox_row(
    const model::Ticket& ticket, const std::string& text, model::Instant at
);

/// Whether a letter goes out on the citizen's channel, or is only read by number and code.
enum class Sending { by_channel, pick_up };

/// A letter signed by the unit of that code; "" signs as the office. `closing` is said below it on
/// the citizen's channel, and is no part of the letter.
void add_letter(
    MoveContext& context,
    const std::string& text,
    const std::string& unit,
    Sending sending = Sending::by_channel,
    std::string_view closing = {}
);
void add_letter(
    MoveContext& context,
    const store::TicketRecord& record,
    const std::string& text,
    const std::string& unit,
    Sending sending = Sending::by_channel,
    std::string_view closing = {}
);

/// A word on the citizen's channel, where there is one; what happened stands in the history anyhow.
/// `about` tells it apart from others of the same ticket version.
struct Teller {
    store::Connection& connection;
    const TownSnapshot& town;
    model::Instant now;
};

void tell_citizen(
    const Teller& teller,
    const model::Ticket& ticket,
    std::string_view about,
    const std::string& text
);
void tell_citizen(
    MoveContext& context,
    const store::TicketRecord& record,
    std::string_view about,
    const std::string& text
);
void tell_citizen(MoveContext& context, std::string_view about, const std::string& text);

/// That a paused ticket goes on, and the date that holds now.
void tell_resumed(const Teller& teller, const model::Ticket& ticket);

/// A final due time in a sentence: "12月1日（周二）23:59前".
[[nodiscard]] std::string until_words(const std::optional<model::Instant>& due, model::Instant now);
/// "2026年12月1日"
[[nodiscard]] std::string day_words(model::Date date);

/// A word of the system, and the way back of the message that it answers.
struct SystemWord {
    model::Reply word;
    std::string way_back;
};

/// The same outside of a move. `key` is the letter's own. False where there is no way back.
bool tell_citizen(
    store::OutboxRepository& outbox,
    const TownSnapshot& town,
    const model::Ticket& ticket,
    const std::string& key,
    const model::Reply& word
);

/// What the system says to a message by itself: left out where a person has the talk by the time it
/// would be sent. A ticket of id 0 is none: `way_back` is the message's own then.
void tell_by_system(
    store::OutboxRepository& outbox,
    const TownSnapshot& town,
    const model::Ticket& ticket,
    const std::string& key,
    const SystemWord& word
);

}  // namespace huiying::desk
