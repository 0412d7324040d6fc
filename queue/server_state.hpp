// What Redis says of itself: for whoever keeps the service. Used by app.
#pragma once

#include <cstdint>
#include <string>

namespace huiying::queue {

class Connection;

struct ServerState {
    std::string version;
    std::int64_t uptime_seconds = 0;
    std::int64_t memory_used = 0;   ///< bytes
    std::int64_t memory_limit = 0;  ///< bytes; 0: none
    bool keeps_file = false;        ///< appends go to a file (AOF)
    bool file_written = true;       ///< the last write of that file went well
    std::string sync;               ///< "always", "everysec", "no"; empty: it does not tell
};

/// Two commands, one round trip. Blocking. Throws RedisUnavailable.
ServerState server_state(Connection& connection);

}  // namespace huiying::queue
