// A body that passes matters on to the town (转办: the district's mailbox, the hotline, the State
// Council's website) as a channel: its signed calls are checked here, what the town tells it is
// posted here. The address /hooks/upstream/{account} is bot/intake/upstream_routes. Formats:
// docs/channels/upstream.md.
#pragma once

#include "bot/channel/channel_table.hpp"
#include "bot/channel/fault.hpp"

#include <string>
#include <string_view>

namespace huiying::channel {

const ChannelRow& upstream_row();

/// What the routes need of an account besides the channel. A channel of upstream_row() is one.
class UpstreamAccount {
  public:
    virtual ~UpstreamAccount() = default;
    /// The id of a call that one of the account's keys signed; a view into the request.
    [[nodiscard]] virtual Checked<std::string_view> verify(
        const http::Request& request, model::Instant now
    ) const = 0;
};

/// The JSON of a call: {"type","id","upstream_number","number","text","workdays"?,"at","by"}.
[[nodiscard]] std::string render_upstream_call(const model::OutboundMessage& message);

}  // namespace huiying::channel
