// What a web chat's page and the server say to each other: JSON texts on a WebSocket
// (docs/channels/webchat.md). Pure.
#pragma once

#include "board/desk/talk_lines.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace huiying::intake {

/// The first text of a page: whose talk it is ("" for a new one), and the last line it has.
struct ChatHello {
    std::string token;
    std::int64_t after = 0;
};

/// A message of the citizen; `id` is the page's own, the same when it is said again. `photos` are
/// those of this connection, by their ids.
struct ChatSay {
    std::string id;
    std::string text;
    std::vector<std::string> photos;
};

/// A photo that the page has; its bytes follow as binary messages when the server asks for them.
struct ChatPhoto {
    std::string id;
    std::string name;
    std::size_t bytes = 0;
};

using ChatFrame = std::variant<ChatHello, ChatSay, ChatPhoto>;

/// nullopt for what is none of them.
[[nodiscard]] std::optional<ChatFrame> read_chat_frame(std::string_view text);

struct ChatWelcome {
    std::string token;
    std::string title;
    std::string service_name;
    std::vector<desk::ChatLine> lines;
};

[[nodiscard]] std::string chat_welcome(const ChatWelcome& welcome);
/// The message is on disk.
[[nodiscard]] std::string chat_received(std::string_view id, std::string_view number);
/// There is room for the photo: its bytes may come.
[[nodiscard]] std::string chat_photo_wanted(std::string_view id);
/// The photo is on disk, and may be named by a message.
[[nodiscard]] std::string chat_photo_kept(std::string_view id);
[[nodiscard]] std::string chat_line(const desk::ChatLine& line);
/// `id` is empty where it is about no message. `title` is a sentence for the citizen.
enum class Again { never, later };
[[nodiscard]] std::string chat_refused(
    std::string_view id, std::string_view code, std::string_view title, Again again
);

}  // namespace huiying::intake
