// WeCom's AI bot (企业微信智能机器人): a JSON callback whose receiver's id is the empty string, an
// answer on the same connection, one late answer by the address that the callback brought.
// Sources: https://developer.work.weixin.qq.com/document/path/100719 (receiving), .../101031
// (answering), .../101138 (late answer) (read 2026-11-25).
#pragma once

#include "board/model/instant.hpp"
#include "bot/channel/aibot_payload.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"

namespace huiying::channel {

const ChannelRow& wecom_aibot_row();

/// The message of a callback, for checks. REQUIRES: `channel` is one of wecom_aibot_row().
[[nodiscard]] Checked<AibotMessage> read_aibot_callback(
    const Channel& channel, const http::Request& request, model::Instant now
);

}  // namespace huiying::channel
