#include "bot/channel/feishu_payload.hpp"

#include "bot/channel/delivery_key.hpp"
#include "bot/channel/feishu_event.hpp"
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
constexpr std::string_view kMentionBegin = "@_user_";

constexpr std::array<const char*, 6> kDetails{
    "image_key", "file_key", "file_name", "name", "longitude", "latitude"};

struct WordsRow {
    std::string_view type;
    std::string_view word;    ///< of the type
    std::string_view detail;  ///< what is added to it; "" for nothing
};

constexpr std::array kWords{
    WordsRow{"image", "[图片]", ""},
    WordsRow{"file", "[文件]", "file_name"},
    WordsRow{"audio", "[语音]", ""},
    WordsRow{"media", "[视频]", "file_name"},
    WordsRow{"folder", "[文件夹]", "file_name"},
    WordsRow{"sticker", "", ""},
    WordsRow{"share_chat", "[群名片]", ""},
    WordsRow{"share_user", "[个人名片]", ""},
    WordsRow{"interactive", "[卡片]", ""},
};

/// The names behind the keys that stand for mentioned people in a text.
class Mentions {
  public:
    explicit Mentions(const json& event) {
        const json* const list = find_at(event, {"message", "mentions"});
        if (list == nullptr || !list->is_array())
            return;
        for (const auto& mention : *list)
            names_.emplace_back(id_at(mention, {"key"}), id_at(mention, {"name"}));
    }

    /// Mentions at the beginning are whom the message is addressed to, the robot, and go; others
    /// become names.
    std::string resolve(std::string_view text) const {
        std::string resolved;
        for (std::size_t i = 0; i < text.size();) {
            const std::size_t length = key_length(text.substr(i));
            const std::string* const name = find(text.substr(i, length));
            if (name == nullptr) {
                resolved += text[i++];
                continue;
            }
            if (!text::trim(resolved).empty())
                resolved += "@" + *name;
            i += length;
        }
        return std::string(text::trim(resolved));
    }

  private:
    static std::size_t key_length(std::string_view text) {
        if (!text.starts_with(kMentionBegin))
            return 0;
        const std::size_t end = text.find_first_not_of("0123456789", kMentionBegin.size());
        return end == std::string_view::npos ? text.size() : end;
    }

    const std::string* find(std::string_view key) const {
        for (const auto& [known, name] : names_) {
            if (!key.empty() && known == key)
                return &name;
        }
        return nullptr;
    }

    std::vector<std::pair<std::string, std::string>> names_;
};

/// What one piece of a post says; "" for what has no words.
std::string piece_words(const json& piece) {
    const std::string tag = text_at(piece, {"tag"});
    if (tag == "at") {
        const std::string key = text_at(piece, {"user_id"});
        return key.starts_with(kMentionBegin) ? key : "@" + text_at(piece, {"user_name"});
    }
    if (tag == "emotion")
        return "[表情]";
    if (tag == "media")
        return "[视频]";
    return text_at(piece, {"text"});
}

void read_line(const json& line, FeishuMessage& message) {
    std::string words;
    if (!line.is_array())
        return;
    for (const auto& piece : line) {
        words += piece_words(piece);
        if (auto key = id_at(piece, {"image_key"});
            !key.empty() && message.images.size() < kMaxMedia)
            message.images.push_back(std::move(key));
    }
    if (words.empty())
        return;
    if (!message.text.empty())
        message.text += '\n';
    message.text += words;
}

void read_post(const json& content, FeishuMessage& message) {
    message.text = text_at(content, {"title"});
    const json* const lines = find_at(content, {"content"});
    if (lines == nullptr || !lines->is_array())
        return;
    for (const auto& line : *lines)
        read_line(line, message);
}

std::optional<Fault> read_content(const json& event, FeishuMessage& message) {
    const auto content = read_json(text_at(event, {"message", "content"}));
    if (!content)
        return Fault::bad_json;
    if (message.type == "text")
        message.text = text_at(*content, {"text"});
    else if (message.type == "post")
        read_post(*content, message);
    message.text = Mentions(event).resolve(message.text);
    for (const char* const name : kDetails) {
        if (auto value = id_at(*content, {name}); !value.empty())
            message.details.emplace_back(name, std::move(value));
    }
    if (!text::is_valid_text(message.text))
        return Fault::bad_encoding;
    return std::nullopt;
}

}  // namespace

std::string_view FeishuMessage::detail(std::string_view name) const {
    for (const auto& entry : details) {
        if (entry.first == name)
            return entry.second;
    }
    return {};
}

Checked<FeishuMessage> read_feishu_message(const json& root) {
    FeishuMessage message;
    const json* const event = find_at(root, {"event"});
    if (event == nullptr)
        return Fault::missing_field;
    message.app_id = id_at(root, {"header", "app_id"});
    message.user = id_at(*event, {"sender", "sender_id", "open_id"});
    message.sender_type = id_at(*event, {"sender", "sender_type"});
    message.type = id_at(*event, {"message", "message_type"});
    message.msg_id = id_at(*event, {"message", "message_id"});
    message.chat_id = id_at(*event, {"message", "chat_id"});
    message.chat_type = id_at(*event, {"message", "chat_type"});
    const auto created_at = number_at(*event, {"message", "create_time"});
    if (message.user.empty() || message.type.empty() || message.msg_id.empty() || !created_at)
        return Fault::missing_field;
    message.created_at_ms = *created_at;
    if (const auto fault = read_content(*event, message))
        return *fault;
    return message;
}

Checked<FeishuMessage> read_feishu_message(std::string_view event) {
    const auto root = read_json(event);
    if (!root)
        return Fault::bad_json;
    return read_feishu_message(*root);
}

std::string feishu_delivery_key(
    std::string_view channel, std::string_view account, const FeishuMessage& message
) {
    return make_delivery_key({channel, account, message.user, message.app_id, message.msg_id});
}

std::optional<std::string> words_of(const FeishuMessage& message) {
    const auto detail = [&](std::string_view name) { return std::string(message.detail(name)); };
    if (message.type == "text")
        return message.text;
    if (message.type == "post")
        return message.text.empty() && !message.images.empty() ? "[图片]" : message.text;
    if (message.type == "location")
        return "[位置]" + detail("name") + "（纬度 " + detail("latitude") + "，经度 " +
               detail("longitude") + "）";
    for (const auto& row : kWords) {
        if (row.type == message.type)
            return std::string(row.word) + (row.detail.empty() ? "" : detail(row.detail));
    }
    return std::nullopt;
}

std::vector<std::string> media_addresses(const FeishuMessage& message) {
    std::vector<std::string> keys = message.images;
    for (const std::string_view name : {"image_key", "file_key"}) {
        if (const auto key = message.detail(name); !key.empty())
            keys.emplace_back(key);
    }
    keys.resize(std::min(keys.size(), kMaxMedia));
    const std::string prefix = "feishu-media:" + message.msg_id + "/";
    for (auto& key : keys)
        key.insert(0, prefix);
    return keys;
}

}  // namespace huiying::channel
