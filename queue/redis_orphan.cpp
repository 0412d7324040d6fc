#include "queue/redis_orphan.hpp"

#include "queue/embedded_server.hpp"

#include <chrono>
#include <fstream>
#include <thread>
#include <utility>

namespace huiying::queue {
namespace {

constexpr std::chrono::milliseconds kEndingTimeout{2000};
constexpr std::chrono::milliseconds kPollEvery{20};

std::optional<RedisProcess> listening(
    const std::filesystem::path& folder,
    const std::filesystem::path& socket,
    const std::string& program
) {
    const auto end = std::chrono::steady_clock::now() + kEndingTimeout;
    for (;;) {
        const std::optional<pid_t> listener = listener_of(socket);
        if (!listener)
            return std::nullopt;
        if (runs_in(*listener, program, folder))
            return RedisProcess::adopt(*listener);
        if (std::chrono::steady_clock::now() > end)
            throw EmbeddedServerFailed(
                "process " + std::to_string(*listener) + " listens on " + socket.string() +
                " and is not the redis-server of this data folder; stop it first"
            );
        // A process that is being killed has no working directory while its socket still accepts.
        std::this_thread::sleep_for(kPollEvery);
    }
}

/// One whose socket is gone but which may still write.
std::optional<RedisProcess> noted(const std::filesystem::path& folder, const std::string& program) {
    pid_t pid = 0;
    std::ifstream(folder / "redis.pid") >> pid;
    if (pid <= 0)
        return std::nullopt;
    std::optional<RedisProcess> process = RedisProcess::adopt(pid);
    if (process && is_ending(pid, program))
        process->wait(kEndingTimeout);
    if (!process || !runs_in(pid, program, folder))
        return std::nullopt;
    return process;
}

}  // namespace

std::optional<Orphan> find_orphan(
    const std::filesystem::path& folder,
    const std::filesystem::path& socket,
    const std::string& program
) {
    if (auto process = listening(folder, socket, program))
        return Orphan{std::move(*process), Reach::listening};
    if (auto process = noted(folder, program))
        return Orphan{std::move(*process), Reach::hidden};
    return std::nullopt;
}

}  // namespace huiying::queue
