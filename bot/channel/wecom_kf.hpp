// WeCom's customer service (微信客服): an encrypted callback that is only a bell, messages pulled
// by `sync_msg`, replies by `send_msg`.
// Source: docs/channels/wecom_kf.md; https://developer.work.weixin.qq.com/document/path/94670
// (read 2026-11-25).
#pragma once

#include "bot/channel/channel_table.hpp"

namespace huiying::channel {

const ChannelRow& wecom_kf_row();

}  // namespace huiying::channel
