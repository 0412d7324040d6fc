// A citizen's message as JSON: of the public API, and of what staff file for somebody. Private to
// this room's api_*.cpp files.
#pragma once

#include "board/model/inbound_message.hpp"
#include "board/web/api_call.hpp"

namespace huiying::desk {
class TownSnapshot;
}

namespace huiying::web {

/// What stands in the fields subject, text, kind, unit, name, contact, place and publish. Throws
/// BadField for a kind or unit that does not exist; lengths and encoding are the desk's to check.
[[nodiscard]] model::InboundMessage message_in(
    const JsonBody& body, const desk::TownSnapshot& town
);

}  // namespace huiying::web
