// The short message that tells who left a mobile number, and has no other way back, that there is
// an answer. Private to this room.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/ticket.hpp"
#include "board/store/outbox_repository.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huiying::desk {

/// Begins the text of a row that brings a query code: what follows is never shown at the desk.
inline constexpr std::string_view kCodeMark = "查询码：";

/// The row for the reply of that key; nullopt where the town has no account for short messages, or
/// the writer left no mobile number. It names the number; the channel adds the link.
[[nodiscard]] std::optional<store::OutboxRow> sms_word(
    const TownSnapshot& town, const model::Ticket& ticket, const store::OutboxRow& reply
);

}  // namespace huiying::desk
