// A redis-server process of our own: started as a child, or adopted after a crash of this program.
// Followed by pidfd, so that a reused pid is never signalled. Used by EmbeddedServer. Linux.
// Not thread-safe.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace huiying::queue {

class RedisProcess {
  public:
    /// Starts `arguments` (the first is found in PATH) with `folder` as its working directory, in
    /// a process group of its own (Ctrl-C is for us), without any of our file descriptors (an
    /// orphan must not keep our port). Throws std::system_error.
    static RedisProcess spawn(
        const std::vector<std::string>& arguments, const std::filesystem::path& folder
    );
    /// Follows a process that is not our child; nullopt when it is gone.
    static std::optional<RedisProcess> adopt(pid_t pid);

    ~RedisProcess();
    RedisProcess(RedisProcess&& other) noexcept;
    RedisProcess& operator=(RedisProcess&& other) noexcept;

    pid_t pid() const { return pid_; }

    /// Readable when the process has ended; for poll().
    int descriptor() const { return pidfd_; }

    /// Waits for its end; true when it has ended.
    bool wait(std::chrono::milliseconds patience);
    /// No effect when it has ended.
    void signal(int number) const;
    /// SIGTERM (Redis writes its file), after `patience` SIGKILL; returns when it has ended.
    void stop(std::chrono::milliseconds patience);

  private:
    enum class Kin { child, stranger };

    RedisProcess(pid_t pid, int pidfd, Kin kin) : pid_(pid), pidfd_(pidfd), kin_(kin) {}

    pid_t pid_;
    int pidfd_;
    Kin kin_;
};

/// The process that listens on a unix socket; nullopt when nobody does (or the path is too long).
std::optional<pid_t> listener_of(const std::filesystem::path& socket);

/// True when `pid` is a running `program` (name without folder) whose working directory is
/// `folder`: a redis-server of that data folder.
bool runs_in(pid_t pid, const std::string& program, const std::filesystem::path& folder);

/// True when `pid` is a `program` that is just being killed: its working directory is gone, while
/// its sockets and files may still be open for a moment.
bool is_ending(pid_t pid, const std::string& program);

}  // namespace huiying::queue
