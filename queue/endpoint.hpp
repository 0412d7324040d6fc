// Where a Redis listens, read from Settings::endpoint. Used by the connections of this room.
#pragma once

#include <string>
#include <string_view>

namespace huiying::queue {

/// Either `path` (a unix socket) or `host` and `port`.
struct Endpoint {
    std::string path;
    std::string host;
    int port = 0;

    bool is_unix() const { return !path.empty(); }
};

/// "/run/redis.sock", "host:6379", "[::1]:6379". Throws std::invalid_argument for anything else.
Endpoint parse_endpoint(std::string_view text);

/// hiredis writes without MSG_NOSIGNAL, so a Redis that dies would take this process along. Leaves
/// a handler that somebody installed alone.
void ignore_sigpipe();

}  // namespace huiying::queue
