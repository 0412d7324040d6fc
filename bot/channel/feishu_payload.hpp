// The payload of Feishu's events: JSON to named fields, a message to words. Pure.
// Source: https://open.feishu.cn/document/server-docs/im-v1/message/events/receive and
// .../message-content-description/message_content (read 2026-11-25).
#pragma once

#include "bot/channel/fault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::channel {

struct FeishuMessage {
    std::string type;  ///< "text", "post", "image" ... as sent
    std::string user;  ///< the citizen's open_id
    std::string chat_id;
    std::string chat_type;  ///< "p2p", "group"
    std::string msg_id;
    std::string app_id;
    std::string sender_type;  ///< "user"; "app" is a robot
    std::int64_t created_at_ms = 0;
    std::string text;                 ///< of text and post, mentions of the robot removed
    std::vector<std::string> images;  ///< keys of the pictures of a post
    /// What other types bring under the platform's own names: "image_key", "file_name", "longitude"
    /// ...
    std::vector<std::pair<std::string_view, std::string>> details;

    /// A detail, "" when absent.
    std::string_view detail(std::string_view name) const;
};

/// Reads an event of type im.message.receive_v1. Errors: bad_json (also the content's),
/// missing_field, bad_encoding. An unknown type of message is no error here.
[[nodiscard]] Checked<FeishuMessage> read_feishu_message(std::string_view event);

/// channel|account|open_id|app id|message_id: the platform says that repetitions are known by
/// message_id, not by event_id; two applications in one group get the same one.
std::string feishu_delivery_key(
    std::string_view channel, std::string_view account, const FeishuMessage& message
);

/// The message in words: its own, or what it brings. nullopt for an unknown type.
std::optional<std::string> words_of(const FeishuMessage& message);

/// Addresses "feishu-media:<message_id>/<key>" of its pictures and files, which the platform's
/// resource API resolves; at most 20.
std::vector<std::string> media_addresses(const FeishuMessage& message);

}  // namespace huiying::channel
