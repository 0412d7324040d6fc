#include "bot/channel/aibot_payload.hpp"

#include "bot/channel/json_body.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxFiles = 6;
constexpr std::array<std::string_view, 7> kTypes{
    "text", "image", "mixed", "voice", "file", "event", "stream"};

void add_file(const std::string& url, AibotMessage& message) {
    if (url.starts_with("https://") && message.file_urls.size() < kMaxFiles)
        message.file_urls.push_back(url);
}

void add_words(const std::string& words, AibotMessage& message) {
    if (words.empty())
        return;
    message.text += (message.text.empty() ? "" : "\n") + words;
}

/// One piece of a message: a text, a picture, a file, or what was heard.
void read_piece(const json& piece, const std::string& type, AibotMessage& message) {
    if (type == "text")
        add_words(text_at(piece, {"text", "content"}), message);
    if (type == "voice")
        add_words(text_at(piece, {"voice", "content"}), message);
    if (type == "image")
        add_file(text_at(piece, {"image", "url"}), message);
    if (type == "file")
        add_file(text_at(piece, {"file", "url"}), message);
}

void read_content(const json& body, AibotMessage& message) {
    if (message.type != "mixed")
        return read_piece(body, message.type, message);
    const json* const items = find_at(body, {"mixed", "msg_item"});
    if (items == nullptr || !items->is_array())
        return;
    for (const auto& item : *items)
        read_piece(item, text_at(item, {"msgtype"}), message);
}

}  // namespace

Checked<AibotMessage> read_aibot_message(std::string_view bytes) {
    const auto body = read_json(bytes);
    if (!body)
        return Fault::bad_json;
    AibotMessage message;
    message.msg_id = id_at(*body, {"msgid"});
    message.bot = id_at(*body, {"aibotid"});
    message.user = id_at(*body, {"from", "userid"});
    message.chat_id = id_at(*body, {"chatid"});
    message.chat_type = id_at(*body, {"chattype"});
    message.type = id_at(*body, {"msgtype"});
    message.event = id_at(*body, {"event", "eventtype"});
    message.response_url = text_at(*body, {"response_url"});
    read_content(*body, message);
    if (message.msg_id.empty() || message.user.empty() || message.type.empty())
        return Fault::missing_field;
    if (!text::is_valid_text(message.text))
        return Fault::bad_encoding;
    return message;
}

bool is_known_type(const AibotMessage& message) {
    return std::find(kTypes.begin(), kTypes.end(), message.type) != kTypes.end();
}

}  // namespace huiying::channel
