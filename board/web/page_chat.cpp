#include "board/web/page_chat.hpp"

#include "board/desk/town.hpp"

namespace huiying::web {

std::optional<std::string> chat_account(const desk::TownSnapshot& town) {
    for (const auto& account : town.accounts())
        if (account.channel == "webchat" && account.active)
            return account.name;
    return std::nullopt;
}

std::optional<http::Response> get_chat(
    const PageLayout& layout, const desk::Town& town, const http::Request& request
) {
    const auto account = chat_account(*town.snapshot());
    if (!account)
        return std::nullopt;
    const auto frame = layout.frame(request, "在线咨询", NavEntry::none);
    return layout.page(frame, "pages/chat", {{"account", *account}}, Caching::shared);
}

}  // namespace huiying::web
