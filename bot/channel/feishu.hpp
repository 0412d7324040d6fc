// Feishu (飞书) and Lark: events of version 2.0, encrypted and plain, the address check, replies by
// the message API. The mode comes from the account's settings, never from the request.
// Source: docs/channels/feishu.md; https://open.feishu.cn/document/ukTMukTMukTM/uUTNz4SN1MjL1UzM
// (read 2026-11-25).
#pragma once

#include "bot/channel/channel_table.hpp"
#include "bot/channel/fault.hpp"

#include <string>

namespace huiying::channel {

struct FeishuEvent {
    std::string type;  ///< "im.message.receive_v1" ...; "" of an address check
    std::string text;  ///< the JSON
};

/// This platform's row.
const ChannelRow& feishu_row();

/// Checks and opens a callback, as `Channel::receive` does before it makes a message of it.
/// REQUIRES: `channel` was made by `feishu_row().make`. Errors: any Fault.
[[nodiscard]] Checked<FeishuEvent> open_feishu_event(
    const Channel& channel, const http::Request& request, model::Instant now
);

}  // namespace huiying::channel
