// What the town tells a citizen about a ticket: a letter that stays (a reply, a refusal with its
// reasons), or a word about what happened. Each is an outbox row of the move's own transaction; who
// has no way back reads it by number and code. Private to this room.
#pragma once

#include "board/desk/ticket_move.hpp"

#include <string>
#include <string_view>

namespace huiying::desk {

/// A letter signed by the unit of that code; "" signs as the office.
void add_letter(MoveContext& context, const std::string& text, const std::string& unit);
void add_letter(
    MoveContext& context,
    const store::TicketRecord& record,
    const std::string& text,
    const std::string& unit
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

}  // namespace huiying::desk
