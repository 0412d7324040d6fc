// WebSocket connections: how a route answers with one instead of a response, and how its owner
// speaks on it. Used by routes (bot/intake's chat). The server sends texts alone. Source: RFC 6455.
#pragma once

#include "http/request.hpp"
#include "http/response.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace huiying::http {

/// The server's end of an open connection. Thread-safe; outlives the connection harmlessly.
class WebSocket {
  public:
    virtual ~WebSocket() = default;
    /// Queues one text message (UTF-8). Never blocks. What a client does not read is bounded:
    /// beyond it the connection ends. False when it has ended.
    virtual bool send(std::string text) = 0;
    /// Ends the connection, for good reason (1000) or going away (1001).
    virtual void close() = 0;
};

/// Who talks on a connection. All calls on the io thread, one after the other: opened() once,
/// received() for every text, received_bytes() for every binary message, closed() once, also where
/// it was never opened.
class WebSocketUser {
  public:
    virtual ~WebSocketUser() = default;
    virtual void opened(std::shared_ptr<WebSocket> socket) = 0;
    virtual void received(std::string_view text) = 0;
    virtual void received_bytes(std::string_view bytes) = 0;
    virtual void closed() = 0;
};

/// Whether the request asks for a WebSocket of version 13 with a usable key.
[[nodiscard]] bool asks_for_web_socket(const Request& request);

/// The answer that turns the connection into a WebSocket. REQUIRES: asks_for_web_socket(), on a GET
/// route.
[[nodiscard]] Response web_socket(std::shared_ptr<WebSocketUser> user);

/// Longest message that a client may send; more ends its connection.
inline constexpr std::size_t kMostSocketBytes = 16'384;
/// What may wait for one client.
inline constexpr std::size_t kMostWaitingBytes = 262'144;

}  // namespace huiying::http
