#include "http/web_socket.hpp"

#include <algorithm>

namespace huiying::http {
namespace {

/// Sixteen bytes in base64.
constexpr std::size_t kKeyCharacters = 24;

/// Whether a list header holds the token, in any case.
bool lists(std::string_view value, std::string_view token) {
    while (!value.empty()) {
        const auto comma = std::min(value.find(','), value.size());
        if (same_text(trimmed(value.substr(0, comma)), token))
            return true;
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    return false;
}

}  // namespace

bool asks_for_web_socket(const Request& request) {
    return request.method == Method::get && lists(request.header("upgrade"), "websocket") &&
           lists(request.header("connection"), "upgrade") &&
           request.header("sec-websocket-version") == "13" &&
           request.header("sec-websocket-key").size() == kKeyCharacters &&
           !request.header("host").empty();
}

Response web_socket(std::shared_ptr<WebSocketUser> user) {
    Response response{.status = 101};
    response.upgrade = std::move(user);
    return response;
}

}  // namespace huiying::http
