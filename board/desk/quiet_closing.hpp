// When a reply is closed by itself: on which the citizen, asked or not, has said nothing for as
// many days as the town sets. Private to this room, used by the clock's look at a ticket. Source:
// the practice of 自动办结 after 回访; the number of days is the town's.
#pragma once

#include "board/desk/town.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/ticket_repository.hpp"

#include <optional>
#include <string>

namespace huiying::desk {

struct QuietTicket {
    store::Connection& connection;
    const store::TicketRecord& record;
    const TownSnapshot& town;
};

/// When the ticket is to be closed or to be looked at again: `now` when it is to be closed now,
/// later while its days run or a person must see to something first (a reply that may not have
/// arrived). nullopt: only when something happens to it.
[[nodiscard]] std::optional<model::Instant> closing_at(
    const QuietTicket& ticket, model::Instant now
);

/// The reason, for the history.
[[nodiscard]] std::string closing_words(const TownSnapshot& town);

}  // namespace huiying::desk
