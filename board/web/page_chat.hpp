// "在线咨询": the web chat's window on a page of the board's own. Used by page_routes. Does not
// block.
#pragma once

#include "board/web/page_layout.hpp"

#include <optional>
#include <string>

namespace huiying::web {

/// Account of the web chat that the board's own page opens: the first active one; nullopt where the
/// town has none.
[[nodiscard]] std::optional<std::string> chat_account(const desk::TownSnapshot& town);

/// nullopt where the town has no web chat.
std::optional<http::Response> get_chat(
    const PageLayout& layout, const desk::Town& town, const http::Request& request
);

}  // namespace huiying::web
