// One WebSocket connection on the io thread. Private to http; included by session.cpp, server.cpp
// and web_socket_session.cpp only (Asio).
#pragma once

#include "http/session.hpp"
#include "http/web_socket.hpp"

#include <memory>
#include <string>

namespace huiying::http {

/// What the handshake needs of the request, which is gone when it is answered.
struct Upgrade {
    std::string target;
    std::string host;
    std::string key;
};

[[nodiscard]] Upgrade upgrade_of(const Request& request);

/// Takes the connection over; it lives until either side ends it.
void open_web_socket(
    const std::shared_ptr<SessionContext>& context,
    Socket socket,
    Upgrade upgrade,
    std::shared_ptr<WebSocketUser> user
);

}  // namespace huiying::http
