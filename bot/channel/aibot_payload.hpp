// A callback of WeCom's AI bot (企业微信智能机器人), decrypted: JSON to named fields and words.
// Pure. Source: https://developer.work.weixin.qq.com/document/path/100719 (read 2026-11-25).
#pragma once

#include "bot/channel/fault.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

struct AibotMessage {
    std::string msg_id;
    std::string bot;  ///< aibotid
    std::string user;
    std::string chat_id;       ///< of a group
    std::string chat_type;     ///< "single", "group"
    std::string type;          ///< "text", "image", "mixed", "voice", "file", "event", "stream" ...
    std::string event;         ///< of type "event"
    std::string response_url;  ///< where one late answer may go; nobody vouches for it
    std::string text;          ///< what was written or heard
    std::vector<std::string> file_urls;
};

/// Errors: bad_json, missing_field, bad_encoding. An unknown type is no error here.
[[nodiscard]] Checked<AibotMessage> read_aibot_message(std::string_view bytes);

/// Whether this version knows what the type is.
bool is_known_type(const AibotMessage& message);

}  // namespace huiying::channel
