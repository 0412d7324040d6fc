// What an approval is bound to: the very text, and the very files that go with it. Private to this
// room. Pure.
#pragma once

#include "board/model/inbound_message.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

/// SHA-256, hex. Without files that of the text alone, as approvals of earlier releases have it.
[[nodiscard]] std::string reply_hash(
    const std::string& text, const std::vector<model::Attachment>& files
);

}  // namespace huiying::desk
