// DingTalk robots (钉钉机器人) in HTTP mode: callbacks, replies by session webhook and as robot.
// The signature covers the time only, not the body: what the body says is believed no further than
// a citizen's words. Reading and answering know nothing of HTTP mode. Source:
// docs/channels/dingtalk.md; https://open.dingtalk.com/document/orgapp/receive-message (read
// 2026-11-25).
#pragma once

#include "bot/channel/channel_table.hpp"
#include "bot/channel/fault.hpp"

#include <string>
#include <string_view>

namespace huiying::channel {

/// This platform's row.
const ChannelRow& dingtalk_row();

/// base64(HMAC-SHA-256) of "timestamp\nsecret" with the secret as key: of callbacks, and of what is
/// sent to group robots. `timestamp` is in milliseconds.
std::string dingtalk_sign(std::string_view timestamp, std::string_view secret);

/// The event inside an event callback, for checks. REQUIRES: `channel` is one of dingtalk_row().
[[nodiscard]] Checked<std::string> open_dingtalk_event(
    const Channel& channel, const http::Request& request, model::Instant now
);

}  // namespace huiying::channel
