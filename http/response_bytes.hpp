// How a response is written on the wire. Private to http: used by response.cpp and session.cpp.
// Source: RFC 9112 sections 4 to 6.
#pragma once

#include "http/response.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace huiying::http {

enum class AfterResponse { keep_alive, keep_alive_announced, close };

struct HeadOptions {
    AfterResponse after = AfterResponse::keep_alive;  ///< announced: for HTTP/1.0 clients
    std::string_view request_id;                      ///< empty: no X-Request-Id
};

/// The body that will be sent: static_body when set, else body; none for 1xx, 204 and 304.
std::string_view body_of(const Response& response);

/// Appends status line and headers with their closing empty line.
void append_head(std::string& out, const Response& response, const HeadOptions& options);

/// The same for an event stream: no Content-Length, the connection's end is the stream's.
void append_stream_head(std::string& out, const Response& response, std::string_view request_id);

}  // namespace huiying::http
