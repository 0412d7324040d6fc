// The payload of DingTalk's robot callbacks: JSON to named fields, a message to words, and the way
// back to where it was said. Pure.
// Source: https://open.dingtalk.com/document/orgapp/receive-message (read 2026-11-25).
#pragma once

#include "board/model/instant.hpp"
#include "bot/channel/fault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::channel {

struct DingtalkMessage {
    std::string type;  ///< "text", "richText", "picture" ... as sent; "platform_error"
    std::string user;  ///< staff id, or the sender's id where there is none
    std::string staff_id;
    std::string name;
    std::string conversation_id;
    std::string conversation_type;  ///< "1" private, "2" group
    std::string msg_id;
    std::string reply_url;  ///< session webhook, as sent: nobody vouches for it
    std::int64_t reply_url_expires_ms = 0;
    std::int64_t created_at_ms = 0;
    std::string text;                         ///< of text and richText
    std::vector<std::string> download_codes;  ///< of pictures and files
    std::string file_name;
    std::string recognition;  ///< what the platform heard in a voice message
    std::string error_code;   ///< of a platform_error
};

/// Reads a callback. What says that the platform's quota is used up has no words of a citizen: type
/// "platform_error". Errors: bad_json, missing_field, bad_encoding. An unknown type is no error
/// here.
[[nodiscard]] Checked<DingtalkMessage> read_dingtalk_message(std::string_view bytes);

/// The message in words: its own, or what it brings. nullopt for an unknown type.
std::optional<std::string> words_of(const DingtalkMessage& message);

/// Whether `url` is https, on port 443 of exactly one of those hosts, and holds nothing that two
/// readers could read differently (user, fragment, backslash, control characters).
bool is_session_address(std::string_view url, const std::vector<std::string_view>& hosts);
/// DingTalk's own: oapi.dingtalk.com, api.dingtalk.com.
const std::vector<std::string_view>& dingtalk_hosts();

/// How a message can be answered, kept with it until somebody does.
struct DingtalkWay {
    std::string session_url;  ///< allowed, or empty
    model::Instant session_until{};
    std::string conversation_id;  ///< of a group, else empty
    std::string staff_id;         ///< of somebody in the organisation, else empty
};

DingtalkWay way_of(const DingtalkMessage& message);
std::string pack(const DingtalkWay& way);
/// What is not a packed way is one without any means.
DingtalkWay unpack_dingtalk_way(std::string_view packed);

}  // namespace huiying::channel
