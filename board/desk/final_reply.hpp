// The final reply goes out: in writing on the citizen's channel, or told by phone and to be read at
// number and code. Private to this room.
#pragma once

#include "board/desk/contact_made.hpp"
#include "board/desk/ticket_move.hpp"

#include <optional>
#include <string>

namespace huiying::desk {

/// How a reply reaches the citizen; nullopt: in writing.
using PhoneCall = std::optional<ContactMade>;

/// Errors: text_too_long, bad_request (a call without its number, a time ahead).
[[nodiscard]] model::Result<void> check_call(const PhoneCall& call, model::Instant now);
/// As board/workflow asks for it.
[[nodiscard]] workflow::FinalReply reply_of(const PhoneCall& call);

/// Letter, letters to those whose tickets are carried, history and audit rows, the call.
void send_final_reply(MoveContext& context, const std::string& text, const PhoneCall& call);

}  // namespace huiying::desk
