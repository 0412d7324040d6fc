// A message that does not reach the citizen by its own way becomes a task for a person: it stands
// among what was not delivered, on the ticket and behind the bell; so does one that the platform
// had taken and then reports as lost. Private to this room; inside a
// transaction.
#pragma once

#include "board/desk/town.hpp"
#include "board/model/instant.hpp"
#include "board/store/outbox_repository.hpp"

#include <string>
#include <string_view>

namespace huiying::store {
class Connection;
}

namespace huiying::desk {

/// Word of the history and of the notice.
inline constexpr std::string_view kNotDelivered = "not_delivered";

struct UndeliveredUses {
    store::Connection& connection;
    const TownSnapshot* town;  ///< nullptr: nobody is told behind the bell
    model::Instant now;
};

/// `why` is for people, "" where nothing is known. A word in between (a receipt, a code) rings no
/// bell: it stands in the history, and on the citizen's page.
void hand_to_person(
    const UndeliveredUses& uses, const store::OutboxRow& row, const std::string& why
);

/// Its own way is shut. Who left a mobile number is told by a short message that there is a reply,
/// where it is one and the town has an account for that; else it is handed to a person.
void reach_otherwise(
    const UndeliveredUses& uses, const store::OutboxRow& row, const std::string& why
);

/// That only a call reaches the citizen, behind the bell of office and handlers.
void tell_to_call(const UndeliveredUses& uses, const model::Ticket& ticket);

/// Changes the row as the reports on it say, unless it is still to be sent or a person has told the
/// citizen. Whether it did.
bool follow_reports(const UndeliveredUses& uses, model::OutboundId message);

}  // namespace huiying::desk
