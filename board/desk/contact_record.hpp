// A call or a visit in the record: its row, and the clocks that it stops. Private to this room.
#pragma once

#include "board/desk/contact_made.hpp"
#include "board/desk/ticket_move.hpp"

namespace huiying::desk {

/// text_too_long where a word of the contact is.
[[nodiscard]] model::Result<void> check_contact(const ContactMade& contact);

/// Refuses (MoveRefused, bad_request) a time before receipt. One that reached the citizen counts
/// when it took place.
void record_contact(MoveContext& context, const ContactMade& contact, model::Instant at);

}  // namespace huiying::desk
