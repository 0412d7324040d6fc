#include "bot/channel/dingtalk_payload.hpp"

#include "bot/channel/json_body.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxMedia = 20;
constexpr std::size_t kMaxUrlBytes = 1000;
constexpr std::string_view kGroup = "2";
constexpr std::string_view kHttps = "https://";

struct WordsRow {
    std::string_view type;
    std::string_view word;
    std::string DingtalkMessage::*added;
};

constexpr std::array kWords{
    WordsRow{"picture", "[图片]", nullptr},
    WordsRow{"video", "[视频]", nullptr},
    WordsRow{"file", "[文件]", &DingtalkMessage::file_name},
    WordsRow{"audio", "[语音]", &DingtalkMessage::recognition},
};

void add_line(std::string& text, const std::string& line) {
    if (!text.empty() && !line.empty())
        text += '\n';
    text += line;
}

void add_code(const json& part, DingtalkMessage& message) {
    auto code = text_at(part, {"downloadCode"});
    if (!code.empty() && code.size() <= kMaxUrlBytes && text::is_valid_text(code) &&
        message.download_codes.size() < kMaxMedia)
        message.download_codes.push_back(std::move(code));
}

void read_content(const json& body, DingtalkMessage& message) {
    if (message.type == "text")
        message.text = text_at(body, {"text", "content"});
    if (const json* const parts = find_at(body, {"content", "richText"});
        parts != nullptr && parts->is_array()) {
        for (const auto& part : *parts) {
            add_line(message.text, text_at(part, {"text"}));
            add_code(part, message);
        }
    }
    if (const json* const content = find_at(body, {"content"}); content != nullptr)
        add_code(*content, message);
    message.text = std::string(text::trim(message.text));
    message.file_name = id_at(body, {"content", "fileName"});
    message.recognition = text_at(body, {"content", "recognition"});
}

bool is_plain(char c) {
    return c > ' ' && c <= '~' && c != '\\' && c != '"' && c != '#' && c != '@';
}

}  // namespace

Checked<DingtalkMessage> read_dingtalk_message(std::string_view bytes) {
    DingtalkMessage message;
    const auto read = read_json(bytes);
    if (!read)
        return Fault::bad_json;
    const json& body = *read;
    // A number in some of the platform's pages, a string in others.
    if (const auto code = number_at(body, {"errorCode"}); code && *code != 0) {
        message.type = "platform_error";
        message.error_code = std::to_string(*code);
        return message;
    }
    message.type = id_at(body, {"msgtype"});
    message.staff_id = id_at(body, {"senderStaffId"});
    message.user = message.staff_id.empty() ? id_at(body, {"senderId"}) : message.staff_id;
    message.name = id_at(body, {"senderNick"});
    message.conversation_id = id_at(body, {"conversationId"});
    message.conversation_type = id_at(body, {"conversationType"});
    message.msg_id = id_at(body, {"msgId"});
    message.reply_url = text_at(body, {"sessionWebhook"});
    message.reply_url_expires_ms = number_at(body, {"sessionWebhookExpiredTime"}).value_or(0);
    message.created_at_ms = number_at(body, {"createAt"}).value_or(0);
    if (message.type.empty() || message.user.empty() || message.msg_id.empty())
        return Fault::missing_field;
    read_content(body, message);
    if (!text::is_valid_text(message.text) || !text::is_valid_text(message.recognition))
        return Fault::bad_encoding;
    return message;
}

std::optional<std::string> words_of(const DingtalkMessage& message) {
    if (message.type == "text")
        return message.text;
    if (message.type == "richText")
        return message.text.empty() && !message.download_codes.empty() ? "[图片]" : message.text;
    for (const auto& row : kWords) {
        if (row.type == message.type)
            return std::string(row.word) + (row.added == nullptr ? "" : message.*(row.added));
    }
    return std::nullopt;
}

bool is_session_address(std::string_view url, const std::vector<std::string_view>& hosts) {
    if (!url.starts_with(kHttps) || url.size() > kMaxUrlBytes ||
        !std::all_of(url.begin(), url.end(), is_plain))
        return false;
    std::string_view authority = url.substr(kHttps.size());
    authority = authority.substr(0, authority.find_first_of("/?"));
    if (authority.ends_with(":443"))
        authority.remove_suffix(4);
    return std::find(hosts.begin(), hosts.end(), authority) != hosts.end();
}

const std::vector<std::string_view>& dingtalk_hosts() {
    static const std::vector<std::string_view> kHosts{"oapi.dingtalk.com", "api.dingtalk.com"};
    return kHosts;
}

DingtalkWay way_of(const DingtalkMessage& message) {
    DingtalkWay way;
    if (is_session_address(message.reply_url, dingtalk_hosts()))
        way.session_url = message.reply_url;
    way.session_until = model::from_unix_ms(message.reply_url_expires_ms);
    if (message.conversation_type == kGroup)
        way.conversation_id = message.conversation_id;
    way.staff_id = message.staff_id;
    return way;
}

std::string pack(const DingtalkWay& way) {
    return dump_json(
        {{"session", way.session_url},
         {"until", model::to_unix_ms(way.session_until)},
         {"group", way.conversation_id},
         {"staff", way.staff_id}}
    );
}

DingtalkWay unpack_dingtalk_way(std::string_view packed) {
    DingtalkWay way;
    const auto json = read_json(packed);
    if (!json)
        return way;
    way.session_url = text_at(*json, {"session"});
    way.session_until = model::from_unix_ms(number_at(*json, {"until"}).value_or(0));
    way.conversation_id = text_at(*json, {"group"});
    way.staff_id = text_at(*json, {"staff"});
    return way;
}

}  // namespace huiying::channel
