// A whole entry outside its stream, as a dead letter keeps it: all its fields as one RESP array
// (the arguments of an XADD after the id), and back. Used by app. Pure, any thread.
#pragma once

#include "queue/inbound_codec.hpp"

#include <string>
#include <string_view>

namespace huiying::queue {

std::string entry_bytes(const model::InboundMessage& message);

/// Reads them again, as decode() does: perhaps this version can. Bytes that are no such array come
/// back as Undecodable too.
Content decode_entry_bytes(std::string_view bytes);

}  // namespace huiying::queue
