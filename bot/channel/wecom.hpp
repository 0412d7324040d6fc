// WeCom (企业微信) applications: encrypted callbacks, the address check, passive replies and
// application messages. There is no plain mode.
// Source: docs/channels/wecom.md; https://developer.work.weixin.qq.com/document/path/90238
// (read 2026-11-25).
#pragma once

#include "bot/channel/channel_table.hpp"
#include "bot/channel/fault.hpp"
#include "bot/channel/wechat_payload.hpp"

namespace huiying::channel {

/// This platform's row.
const ChannelRow& wecom_row();

/// Checks and reads a callback, as `Channel::receive` does before it makes a message of it.
/// REQUIRES: `channel` was made by `wecom_row().make`. Errors: any Fault; those of an authentic but
/// unreadable message too.
[[nodiscard]] Checked<WechatMessage> read_wecom_callback(
    const Channel& channel, const http::Request& request, model::Instant now
);

}  // namespace huiying::channel
