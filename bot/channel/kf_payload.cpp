#include "bot/channel/kf_payload.hpp"

#include "bot/channel/json_body.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using nlohmann::json;

std::string number_words(const json& body, std::initializer_list<const char*> path) {
    const json* const value = find_at(body, path);
    return value != nullptr && value->is_number() ? value->dump() : text_at(body, path);
}

std::string words_of_text(const json& body) {
    return text_at(body, {"text", "content"});
}

std::string words_of_location(const json& body) {
    const auto name = text_at(body, {"location", "name"});
    const auto address = text_at(body, {"location", "address"});
    return "[位置]" + name + (name.empty() || address.empty() ? "" : "，") + address + "（纬度 " +
           number_words(body, {"location", "latitude"}) + "，经度 " +
           number_words(body, {"location", "longitude"}) + "）";
}

std::string words_of_link(const json& body) {
    return "[链接]" + text_at(body, {"link", "title"}) + "\n" + text_at(body, {"link", "desc"}) +
           "\n" + text_at(body, {"link", "url"});
}

struct TypeRow {
    std::string_view type;
    std::string (*words)(const json& body);
};

constexpr std::array kTypes{
    TypeRow{"text", words_of_text},
    TypeRow{"image", [](const json&) { return std::string("[图片]"); }},
    TypeRow{"voice", [](const json&) { return std::string("[语音]"); }},
    TypeRow{"video", [](const json&) { return std::string("[视频]"); }},
    TypeRow{"file", [](const json&) { return std::string("[文件]"); }},
    TypeRow{"location", words_of_location},
    TypeRow{"link", words_of_link},
    TypeRow{"business_card", [](const json&) { return std::string("[名片]"); }},
    TypeRow{
        "miniprogram",
        [](const json& body) {
            return "[小程序]" + text_at(body, {"miniprogram", "title"});
        }},
    TypeRow{
        "channels_shop_product",
        [](const json& body) {
            return "[视频号商品]" + text_at(body, {"channels_shop_product", "title"});
        }},
};

std::string words_of(const json& body, std::string_view type) {
    const auto row = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeRow& candidate) {
        return candidate.type == type;
    });
    return row == kTypes.end() ? std::string() : row->words(body);
}

}  // namespace

Checked<KfMessage> read_kf_message(std::string_view bytes) {
    const auto body = read_json(bytes);
    if (!body)
        return Fault::bad_json;
    KfMessage message;
    message.msg_id = id_at(*body, {"msgid"});
    message.user = id_at(*body, {"external_userid"});
    message.kf = id_at(*body, {"open_kfid"});
    message.sent_at = number_at(*body, {"send_time"}).value_or(0);
    message.type = id_at(*body, {"msgtype"});
    message.words = words_of(*body, message.type);
    if (message.type == "location")
        message.place = text_at(*body, {"location", "name"});
    for (const char* const kind : {"image", "voice", "video", "file"}) {
        if (message.type == kind)
            message.media_id = id_at(*body, {kind, "media_id"});
    }
    if (message.msg_id.empty() || message.user.empty() || message.type.empty())
        return Fault::missing_field;
    if (!text::is_valid_text(message.words))
        return Fault::bad_encoding;
    return message;
}

}  // namespace huiying::channel
