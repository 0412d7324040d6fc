// WeChat official accounts (微信公众号): callbacks in plain and safe mode, passive replies,
// customer-service replies. The mode comes from the account's settings, never from the request.
// Source: docs/channels/wechat_oa.md; https://developers.weixin.qq.com/doc/offiaccount/ (read
// 2026-11-23).
#pragma once

#include "bot/channel/channel_table.hpp"
#include "bot/channel/fault.hpp"
#include "bot/channel/wechat_payload.hpp"

#include <string>
#include <string_view>

namespace huiying::channel {

/// This platform's row.
const ChannelRow& wechat_oa_row();

/// Checks and reads a callback, as `Channel::receive` does before it makes a message of it.
/// REQUIRES: `channel` was made by `wechat_oa_row().make`. Errors: any Fault; those of an authentic
/// but unreadable message too.
[[nodiscard]] Checked<WechatMessage> read_callback(
    const Channel& channel, const http::Request& request, model::Instant now
);

}  // namespace huiying::channel
