// The embedded default: a redis-server of our own on a unix socket in the data folder, with every
// write on disk before it is acknowledged. Started and stopped by `app` before and after all that
// uses Redis; restarted when it dies.
// Thread rule: construct, stop and destroy on one thread; the accessors on any.
#pragma once

#include "queue/settings.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <sys/types.h>

namespace huiying::queue {

struct EmbeddedSettings {
    /// Redis' own files go to `<data_folder>/redis`, mode 0700. Created when missing.
    std::filesystem::path data_folder;
    /// Name or path of the server program.
    std::string program = "redis-server";
    /// Most memory of Redis, bytes; 0 no limit. Over it appends are refused, nothing is evicted.
    std::uint64_t memory_limit = 0;
    /// From start to the first answer. While it says that it loads its file it has 10 minutes.
    std::chrono::milliseconds start_timeout{10000};
    /// From SIGTERM to SIGKILL.
    std::chrono::milliseconds stop_timeout{10000};
    /// How often to look whether the append-only file should be rewritten, and from how many bytes
    /// appended since the last time on.
    std::chrono::milliseconds tidy_every{30000};
    std::uint64_t tidy_from = std::uint64_t{32} << 20;
    Notice notice;
};

/// The embedded Redis cannot be had; the text says why and what to do.
class EmbeddedServerFailed : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class EmbeddedServer {
  public:
    /// Returns when Redis answers and has loaded its file. After a crash of this program the
    /// orphaned Redis of the same data folder is adopted. Throws EmbeddedServerFailed: the data
    /// folder is in use by another process, redis-server is missing, it does not start.
    explicit EmbeddedServer(EmbeddedSettings settings);
    /// stop()
    ~EmbeddedServer();
    EmbeddedServer(const EmbeddedServer&) = delete;
    EmbeddedServer& operator=(const EmbeddedServer&) = delete;

    /// Ends Redis (adopted or own), waits until it has written its file, frees the data folder.
    void stop();

    /// For Settings::endpoint.
    std::string socket_path() const;
    /// Changes when Redis was restarted.
    pid_t pid() const;
    /// It was running already when this started.
    bool was_adopted() const;
    /// How often it died and was started again.
    int restarts() const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace huiying::queue
