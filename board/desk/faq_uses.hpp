// Where entries of the FAQ are used and what comes of it: written down as it happens, inside the
// transaction of what uses them. Private to this room.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/draft.hpp"
#include "board/model/grounds.hpp"
#include "board/model/ids.hpp"
#include "board/model/inbound_message.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

/// What the system said to a message: the entry that answered it, or those it offered.
void note_said_at_once(
    store::Connection& connection,
    const TownSnapshot& town,
    model::TicketId ticket,
    const model::InboundMessage& message
);

/// "解决了" of somebody whose latest ticket was answered at once.
void note_thanks(store::Connection& connection, const model::InboundMessage& message);

/// A reply that goes out: those of the draft's sources of which it kept enough.
void note_reply(
    store::Connection& connection,
    const TownSnapshot& town,
    model::TicketId ticket,
    const std::vector<model::DraftSource>& sources,
    const std::string& text,
    model::Instant now
);

/// What the citizen said of it.
void note_grade(store::Connection& connection, model::TicketId ticket, model::Satisfaction grade);
void note_unsolved(store::Connection& connection, model::TicketId ticket);

/// Review words of a draft's sources as they are now: "expired" where an entry is, "in_doubt" where
/// what it rests on changed; of a passage its document's status.
void tell_standing(
    std::vector<model::DraftSource>& sources, const TownSnapshot& town, model::Instant now
);

/// How much of an answer is in a text, of a hundred symbols; whole sentences count.
[[nodiscard]] int kept_of(const std::string& answer, const std::string& text);

/// Questions of entries that a ticket's reply was made from and that nobody should go by any more,
/// or not before somebody has looked at them.
[[nodiscard]] std::vector<std::string> outdated_behind(
    const std::vector<std::string>& entries, const TownSnapshot& town, model::Instant now
);

}  // namespace huiying::desk
