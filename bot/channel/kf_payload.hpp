// A message of WeCom's customer service (微信客服) as `sync_msg` lists it: JSON to named fields and
// words. Pure.
// Source: https://developer.work.weixin.qq.com/document/path/94670 (read 2026-11-25).
#pragma once

#include "bot/channel/fault.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

struct KfMessage {
    std::string msg_id;
    std::string user;          ///< external_userid
    std::string kf;            ///< open_kfid
    std::int64_t sent_at = 0;  ///< Unix seconds
    std::string type;          ///< "text", "image" ... as sent
    std::string words;         ///< its own, or what it brings; "" for an unknown type
    std::string place;
    std::string media_id;
};

/// Errors: bad_json, missing_field, bad_encoding. An unknown type is no error: it has no words.
[[nodiscard]] Checked<KfMessage> read_kf_message(std::string_view bytes);

}  // namespace huiying::channel
