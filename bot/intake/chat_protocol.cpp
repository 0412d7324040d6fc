#include "bot/intake/chat_protocol.hpp"

#include "board/desk/files.hpp"

#include <nlohmann/json.hpp>

namespace huiying::intake {
namespace {

using nlohmann::json;

constexpr std::size_t kMostId = 64;

std::string dump(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// The page's own id of a citizen's line: the last part of its delivery key.
std::string page_id_of(const desk::ChatLine& line) {
    return line.said_by == "citizen" ? line.key.substr(line.key.rfind('|') + 1) : std::string();
}

json value_of(const desk::ChatLine& line) {
    return {
        {"t", "line"},
        {"id", line.id},
        {"key", line.key},
        {"cid", page_id_of(line)},
        {"by", line.said_by},
        {"text", line.text},
        {"at", model::to_unix_ms(line.at)}};
}

bool is_page_id(const std::string& id) {
    return !id.empty() && id.size() <= kMostId &&
           id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
           ) == std::string::npos;
}

std::optional<ChatFrame> say_of(const json& frame) {
    ChatSay say{
        frame.at("id").get<std::string>(),
        frame.at("text").get<std::string>(),
        frame.value("photos", std::vector<std::string>())};
    const bool is_fit = is_page_id(say.id) && say.photos.size() <= desk::Files::kMaxFiles;
    return is_fit ? std::optional<ChatFrame>(std::move(say)) : std::nullopt;
}

std::optional<ChatFrame> photo_of(const json& frame) {
    ChatPhoto photo{
        frame.at("id").get<std::string>(),
        frame.value("name", std::string()),
        frame.at("bytes").get<std::size_t>()};
    return is_page_id(photo.id) ? std::optional<ChatFrame>(std::move(photo)) : std::nullopt;
}

}  // namespace

std::optional<ChatFrame> read_chat_frame(std::string_view text) {
    const auto frame = json::parse(text, nullptr, false);
    if (!frame.is_object())
        return std::nullopt;
    try {
        const auto kind = frame.at("t").get<std::string>();
        if (kind == "hello")
            return ChatHello{
                frame.value("token", std::string()), frame.value("after", std::int64_t{0})};
        if (kind == "photo")
            return photo_of(frame);
        return kind == "say" ? say_of(frame) : std::nullopt;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

std::string chat_welcome(const ChatWelcome& welcome) {
    auto lines = json::array();
    for (const auto& line : welcome.lines)
        lines.push_back(value_of(line));
    return dump(
        {{"t", "welcome"},
         {"token", welcome.token},
         {"title", welcome.title},
         {"service", welcome.service_name},
         {"lines", std::move(lines)}}
    );
}

std::string chat_received(std::string_view id, std::string_view number) {
    return dump({{"t", "received"}, {"id", id}, {"number", number}});
}

std::string chat_photo_wanted(std::string_view id) {
    return dump({{"t", "photo_wanted"}, {"id", id}});
}

std::string chat_photo_kept(std::string_view id) {
    return dump({{"t", "photo_kept"}, {"id", id}});
}

std::string chat_line(const desk::ChatLine& line) {
    return dump(value_of(line));
}

std::string chat_refused(
    std::string_view id, std::string_view code, std::string_view title, Again again
) {
    return dump(
        {{"t", "refused"},
         {"id", id},
         {"code", code},
         {"title", title},
         {"again", again == Again::later}}
    );
}

}  // namespace huiying::intake
