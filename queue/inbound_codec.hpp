// What an entry of an inbound stream looks like, and back. The grammar, the meaning of each field
// and the rule for unknown ones: docs/stream_contract.md. Used by Appender and InboundReader; the
// worker handles the three contents. Pure, any thread.
#pragma once

#include "board/model/inbound_message.hpp"
#include "board/model/instant.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace huiying::queue {

class RespCommand;

/// A delivery that is authentic (its signature held) but cannot be read. The worker makes a dead
/// letter of it; nothing that a platform vouched for is dropped.
struct RawDelivery {
    std::string channel;
    std::string account;
    std::string bytes;   ///< the request body, or the decrypted part of it, unchanged
    std::string reason;  ///< why it could not be read, for the operator
    model::Instant arrived_at{};

    friend bool operator==(const RawDelivery&, const RawDelivery&) = default;
};

/// An entry that this version cannot read (a newer version wrote it, or somebody else). A dead
/// letter as well.
struct Undecodable {
    std::string bytes;   ///< all its fields as a RESP array: the arguments of an XADD after the id
    std::string reason;  ///< "version 2", "no field key", ...

    friend bool operator==(const Undecodable&, const Undecodable&) = default;
};

using Content = std::variant<model::InboundMessage, RawDelivery, Undecodable>;

/// Name and value in the order of the entry; any bytes, the views belong to the caller.
using FieldViews = std::vector<std::pair<std::string_view, std::string_view>>;
using Fields = std::vector<std::pair<std::string, std::string>>;

/// The fields of an entry. Empty texts, `publish` no, `continues` and `proved_by_code` false
/// are left out.
Fields encode(const model::InboundMessage& message);
Fields encode(const RawDelivery& delivery);

/// The same, appended to a command that is being built: no copy of the values.
void encode_into(RespCommand& command, const model::InboundMessage& message);
void encode_into(RespCommand& command, const RawDelivery& delivery);

/// Never fails: what cannot be read comes back as Undecodable with all its bytes.
Content decode(const FieldViews& fields);

}  // namespace huiying::queue
