#include "bot/channel/wechat_payload.hpp"

#include "bot/channel/delivery_key.hpp"
#include "bot/channel/flat_xml.hpp"
#include "bot/channel/time_window.hpp"

#include <array>

namespace huiying::channel {
namespace {

struct DetailRow {
    std::string_view type;  ///< message type that has it
    std::string_view element;
    std::string_view name;
};

constexpr std::array kDetails{
    DetailRow{"text", "Content", "text"},
    DetailRow{"text", "bizmsgmenuid", "biz_msg_menu_id"},
    DetailRow{"image", "PicUrl", "pic_url"},
    DetailRow{"image", "MediaId", "media_id"},
    DetailRow{"voice", "MediaId", "media_id"},
    DetailRow{"voice", "Format", "format"},
    DetailRow{"voice", "Recognition", "recognition"},
    DetailRow{"video", "MediaId", "media_id"},
    DetailRow{"video", "ThumbMediaId", "thumb_media_id"},
    DetailRow{"shortvideo", "MediaId", "media_id"},
    DetailRow{"shortvideo", "ThumbMediaId", "thumb_media_id"},
    // X is the latitude, Y the longitude.
    DetailRow{"location", "Location_X", "lat"},
    DetailRow{"location", "Location_Y", "lon"},
    DetailRow{"location", "Scale", "scale"},
    DetailRow{"location", "Label", "label"},
    DetailRow{"link", "Title", "title"},
    DetailRow{"link", "Description", "description"},
    DetailRow{"link", "Url", "url"},
    DetailRow{"event", "Event", "event"},
    DetailRow{"event", "EventKey", "event_key"},
    DetailRow{"event", "Ticket", "ticket"},
    DetailRow{"event", "Latitude", "latitude"},
    DetailRow{"event", "Longitude", "longitude"},
    DetailRow{"event", "Precision", "precision"},
    DetailRow{"event", "MenuId", "menu_id"},
};

void read_details(const FlatXml& xml, WechatMessage& message) {
    for (const auto& row : kDetails) {
        const std::string* const text = xml.find(row.element);
        if (row.type != message.type || text == nullptr)
            continue;
        // What a person wrote stays as it is; white space around an id is only layout.
        const bool is_written = row.element == "Content";
        message.details.emplace_back(
            row.name, is_written ? *text : std::string(xml.trimmed(row.element))
        );
    }
}

}  // namespace

std::string_view WechatMessage::detail(std::string_view name) const {
    for (const auto& entry : details) {
        if (entry.first == name)
            return entry.second;
    }
    return {};
}

Checked<WechatMessage> read_wechat_message(std::string_view xml) {
    const auto document = FlatXml::read(xml);
    if (!document)
        return document.error();
    if (document->root() != "xml")
        return Fault::bad_xml;
    WechatMessage message;
    message.type = document->trimmed("MsgType");
    message.account = document->trimmed("ToUserName");
    message.user = document->trimmed("FromUserName");
    const auto created_at = parse_seconds(document->trimmed("CreateTime"));
    if (message.type.empty() || message.account.empty() || message.user.empty() || !created_at)
        return Fault::missing_field;
    message.created_at = *created_at;
    if (const auto msg_id = document->trimmed("MsgId"); !msg_id.empty())
        message.msg_id = std::string(msg_id);
    read_details(*document, message);
    if (document->find("AgentID") != nullptr)
        message.details.emplace_back("agent_id", std::string(document->trimmed("AgentID")));
    return message;
}

std::string wechat_delivery_key(
    std::string_view channel, std::string_view account, const WechatMessage& message
) {
    if (message.msg_id)
        return make_delivery_key({channel, account, message.user, *message.msg_id});
    return make_delivery_key(
        {channel,
         account,
         message.user,
         std::to_string(message.created_at),
         message.detail("event"),
         message.detail("event_key"),
         message.detail("agent_id")}
    );
}

std::string media_address(const WechatMessage& message, std::string_view platform) {
    const std::string_view picture = message.detail("pic_url");
    if (!picture.empty())
        return std::string(picture);
    return std::string(platform) + "-media:" + std::string(message.detail("media_id"));
}

std::optional<std::string> words_of(const WechatMessage& message) {
    const auto detail = [&](std::string_view name) { return std::string(message.detail(name)); };
    if (message.type == "text")
        return detail("text");
    if (message.type == "image")
        return "[图片]";
    if (message.type == "voice")
        return "[语音]" + detail("recognition");
    if (message.type == "video" || message.type == "shortvideo")
        return "[视频]";
    if (message.type == "location")
        return "[位置]" + detail("label") + "（纬度 " + detail("lat") + "，经度 " + detail("lon") +
               "）";
    if (message.type == "link")
        return "[链接]" + detail("title") + "\n" + detail("description") + "\n" + detail("url");
    return std::nullopt;
}

}  // namespace huiying::channel
