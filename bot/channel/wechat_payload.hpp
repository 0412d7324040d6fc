// The payload of WeChat's callbacks (official account, WeCom): XML to named fields. Pure.
// Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/
// Receiving_standard_messages.html and Receiving_event_pushes.html (read 2026-11-23).
#pragma once

#include "bot/channel/fault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::channel {

struct WechatMessage {
    std::string type;                   ///< "text", "image", "event" ... as sent
    std::string account;                ///< ToUserName, the account's gh_ id
    std::string user;                   ///< FromUserName, the citizen's openid
    std::int64_t created_at = 0;        ///< CreateTime, Unix seconds
    std::optional<std::string> msg_id;  ///< 64 bits and more: never a number; events have none
    /// What the type brings, in the order of the document, under stable names: "text", "media_id",
    /// "pic_url", "recognition", "lat", "event", "event_key" ... Only those present.
    std::vector<std::pair<std::string_view, std::string>> details;

    /// A detail, "" when absent.
    std::string_view detail(std::string_view name) const;
};

/// Reads a decrypted message. Errors: those of FlatXml::read, bad_xml (root is not "xml"),
/// missing_field. An unknown type is no error here.
[[nodiscard]] Checked<WechatMessage> read_wechat_message(std::string_view xml);

/// channel|account|user|MsgId, or channel|account|user|CreateTime|Event|EventKey|AgentID where
/// there is no MsgId: MsgId repeats across people, and two events of one second are two.
std::string wechat_delivery_key(
    std::string_view channel, std::string_view account, const WechatMessage& message
);

/// The message in words: its own, or what it brings ("[图片]", "[语音]" and what was recognised,
/// a place, a link). nullopt for an unknown type.
std::optional<std::string> words_of(const WechatMessage& message);

/// Where its picture, voice or video is: the picture's URL, or "<platform>-media:<MediaId>", which
/// the platform's media API resolves within three days.
std::string media_address(const WechatMessage& message, std::string_view platform);

}  // namespace huiying::channel
