// What a reply is checked for, when it is written and when it goes out. Private to this room.
#pragma once

#include "board/desk/ticket_move.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

/// What a reviewer should look at, in Chinese; empty: nothing was found. Everything that the
/// citizen wrote is read, and the entries behind the draft that are out of force.
[[nodiscard]] std::vector<std::string> reply_findings(
    store::Connection& connection,
    const store::TicketRecord& record,
    const TownSnapshot& town,
    const std::string& text,
    model::Instant now
);

/// Of the final reply that goes out now: findings, how evasive it is, how much of the machine's
/// draft is in it.
void note_quality(MoveContext& context, const std::string& text);

}  // namespace huiying::desk
