// A redis-server that a crash of this program left running on its data folder. Used by
// EmbeddedServer, which holds the folder's lock: so whatever runs here is an orphan.
#pragma once

#include "queue/redis_process.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace huiying::queue {

/// Whether the orphan listens on its socket, or only still has the files open.
enum class Reach { listening, hidden };

struct Orphan {
    RedisProcess process;
    Reach reach;
};

/// By its socket, else by `<folder>/redis.pid`; nullopt when none runs. Waits up to 2 s for one
/// that is just being killed. Throws EmbeddedServerFailed when a stranger listens on the socket.
std::optional<Orphan> find_orphan(
    const std::filesystem::path& folder,
    const std::filesystem::path& socket,
    const std::string& program
);

}  // namespace huiying::queue
