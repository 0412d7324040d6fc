#include "bot/channel/telegram_update.hpp"

#include "bot/channel/json_body.hpp"
#include "text/encoding.hpp"

#include <array>
#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using nlohmann::json;

/// A whole number with its sign, as text; "" when there is none.
std::string whole_at(const json& root, std::initializer_list<const char*> path) {
    const json* const value = find_at(root, path);
    if (value == nullptr || !value->is_number_integer())
        return {};
    return value->dump();
}

struct BroughtRow {
    const char* field;
    std::string_view words;
};

/// What a message can bring along that a file id stands for.
constexpr std::array kFiles{
    BroughtRow{"document", "[文件]"},
    BroughtRow{"voice", "[语音]"},
    BroughtRow{"audio", "[语音]"},
    BroughtRow{"video", "[视频]"},
    BroughtRow{"video_note", "[视频]"},
};

/// The largest of the sizes that a photo comes in is the last.
void read_photo(const json& message, TelegramUpdate& update) {
    const json* const sizes = find_at(message, {"photo"});
    if (sizes == nullptr || !sizes->is_array() || sizes->empty())
        return;
    update.brought = "[图片]";
    if (const auto id = id_at(sizes->back(), {"file_id"}); !id.empty())
        update.file_ids.push_back(id);
}

void read_files(const json& message, TelegramUpdate& update) {
    for (const auto& row : kFiles) {
        const json* const file = find_at(message, {row.field});
        if (file == nullptr || !file->is_object())
            continue;
        update.brought = row.words;
        update.file_name = id_at(*file, {"file_name"});
        if (const auto id = id_at(*file, {"file_id"}); !id.empty())
            update.file_ids.push_back(id);
        return;
    }
}

std::string coordinate_at(const json& location, const char* key) {
    const json* const value = find_at(location, {key});
    return value != nullptr && value->is_number() ? value->dump() : std::string();
}

void read_place(const json& message, TelegramUpdate& update) {
    const json* const location = find_at(message, {"location"});
    if (location == nullptr)
        return;
    const auto lat = coordinate_at(*location, "latitude");
    const auto lon = coordinate_at(*location, "longitude");
    if (lat.empty() || lon.empty())
        return;
    update.place = text_at(message, {"venue", "title"});
    if (const auto address = text_at(message, {"venue", "address"}); !address.empty())
        update.place += (update.place.empty() ? "" : "，") + address;
    update.brought = "[位置]" + update.place + "（纬度 " + lat + "，经度 " + lon + "）";
}

std::string name_of(const json& message) {
    std::string name = text_at(message, {"from", "first_name"});
    const std::string last = text_at(message, {"from", "last_name"});
    if (!last.empty())
        name += (name.empty() ? "" : " ") + last;
    return std::string(text::truncate(name, 100));
}

bool is_of_person(const json& message) {
    const json* const is_bot = find_at(message, {"from", "is_bot"});
    return is_bot == nullptr || !is_bot->is_boolean() || !is_bot->get<bool>();
}

void read_message(const json& message, TelegramUpdate& update) {
    update.chat_id = whole_at(message, {"chat", "id"});
    update.chat_type = id_at(message, {"chat", "type"});
    update.msg_id = whole_at(message, {"message_id"});
    update.sent_at = number_at(message, {"date"}).value_or(0);
    update.name = name_of(message);
    update.text = text_at(message, {"text"});
    if (update.text.empty())
        update.text = text_at(message, {"caption"});
    read_photo(message, update);
    read_files(message, update);
    read_place(message, update);
    if (is_of_person(message) && !update.chat_id.empty() && !update.msg_id.empty())
        update.user = whole_at(message, {"from", "id"});
}

}  // namespace

Checked<TelegramUpdate> read_telegram_update(std::string_view bytes) {
    const auto body = read_json(bytes);
    if (!body)
        return Fault::bad_json;
    TelegramUpdate update;
    update.update_id = whole_at(*body, {"update_id"});
    if (update.update_id.empty())
        return Fault::missing_field;
    if (const json* const message = find_at(*body, {"message"}))
        read_message(*message, update);
    for (const auto* const text : {&update.text, &update.name, &update.brought}) {
        if (!text::is_valid_text(*text))
            return Fault::bad_encoding;
    }
    return update;
}

std::string words_of(const TelegramUpdate& update) {
    if (update.text.empty() || update.brought.empty())
        return update.text + update.brought;
    return update.brought + "\n" + update.text;
}

}  // namespace huiying::channel
