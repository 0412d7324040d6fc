// The web chat as a channel: what is sent is left in the citizen's talk; what comes in comes by
// bot/intake's chat_routes, not by /hooks/. Its contract is docs/channels/webchat.md.
#pragma once

#include "bot/channel/channel_table.hpp"

#include <string>
#include <string_view>

namespace huiying::channel {

[[nodiscard]] ChannelRow webchat_row();

/// A new secret by which a page proves whose talk it is: 43 characters of base64url.
[[nodiscard]] std::string make_chat_token();
/// The sender that a token stands for, which the record knows instead of the token; "" for what is
/// no token.
[[nodiscard]] std::string sender_of_chat(std::string_view token);

/// Whether pages of that origin may open the account's chat: those of its list; "" (no page) and
/// the server's own may always. `host` is the request's.
[[nodiscard]] bool is_allowed_origin(
    const model::ChannelAccount& account, std::string_view origin, std::string_view host
);

}  // namespace huiying::channel
