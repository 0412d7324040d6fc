#include "queue/embedded_server.hpp"

#include "queue/append_file.hpp"
#include "queue/connection.hpp"
#include "queue/redis_folder.hpp"
#include "queue/redis_orphan.hpp"
#include "queue/redis_process.hpp"
#include "queue/redis_unavailable.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <mutex>
#include <optional>
#include <poll.h>
#include <stop_token>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace huiying::queue {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPollEvery{20};
constexpr milliseconds kLoadingTimeout{600000};
constexpr milliseconds kFirstBackoff{100};
constexpr milliseconds kLongestBackoff{5000};

/// What makes an acknowledged entry safe, and quickly acknowledged; also imposed on a Redis that is
/// adopted. Below half a gigabyte the file is rewritten by tidy() only, while little happens: Redis
/// itself would do it from 64 MB on in the middle of a burst (p99 of an append 2.5 ms -> 20 ms).
constexpr std::array<std::array<const char*, 2>, 8> kDurability{{
    {"appendonly", "yes"},
    {"appendfsync", "always"},
    {"no-appendfsync-on-rewrite", "no"},
    {"aof-load-truncated", "yes"},
    {"save", ""},
    {"maxmemory-policy", "noeviction"},
    {"auto-aof-rewrite-min-size", "512mb"},
    {"latency-tracking", "no"},
}};

std::string last_lines(const std::filesystem::path& file) {
    std::ifstream log(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(log, line);)
        lines.push_back(line);
    std::string text;
    for (std::size_t index = lines.size() > 3 ? lines.size() - 3 : 0; index < lines.size(); ++index)
        text.append("\n  ").append(lines[index]);
    return text;
}

enum class Answer { ready, loading, silent };

Answer ask(Connection& connection) {
    try {
        connection.command({"PING"});
        return Answer::ready;
    } catch (const RedisUnavailable& unavailable) {
        const std::string text = unavailable.what();
        return text.find("LOADING") == std::string::npos ? Answer::silent : Answer::loading;
    }
}

}  // namespace

class EmbeddedServer::Impl {
  public:
    explicit Impl(EmbeddedSettings settings)
        : settings_(std::move(settings)),
          folder_(prepare_folder(settings_.data_folder)),
          lock_(folder_),
          socket_(choose_socket(folder_)) {
        start();
        wake_fd_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        watcher_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
    }

    ~Impl() {
        watcher_.request_stop();
        eventfd_write(wake_fd_, 1);
        if (watcher_.joinable())
            watcher_.join();
        close(wake_fd_);
        if (process_)
            process_->stop(settings_.stop_timeout);
    }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    std::string socket_path() const { return socket_.string(); }

    pid_t pid() const {
        const std::lock_guard guard(mutex_);
        return process_ ? process_->pid() : 0;
    }

    bool was_adopted() const { return adopted_; }

    int restarts() const {
        const std::lock_guard guard(mutex_);
        return restarts_;
    }

  private:
    void start() {
        adopted_ = adopt_orphan();
        if (adopted_)
            tell("redis.adopted", "pid " + std::to_string(pid()));
        else
            launch({});
    }

    void tell(std::string_view event, const std::string& detail) const {
        if (settings_.notice)
            settings_.notice(event, detail);
    }

    std::filesystem::path program_name() const {
        return std::filesystem::path(settings_.program).filename();
    }

    Connection connect() const {
        Settings settings;
        settings.endpoint = socket_.string();
        return Connection(settings);
    }

    /// A Redis that a crash of ours left behind. Two of them on one append-only file would ruin it,
    /// so one that cannot be used is ended first.
    bool adopt_orphan() {
        std::optional<Orphan> orphan = find_orphan(folder_, socket_, program_name());
        if (!orphan)
            return false;
        RedisProcess& process = orphan->process;
        if (orphan->reach == Reach::listening && make_usable(process)) {
            hold(std::move(process));
            return true;
        }
        tell("redis.orphan_ended", "pid " + std::to_string(process.pid()));
        process.stop(settings_.stop_timeout);
        return false;
    }

    bool make_usable(RedisProcess& process) const {
        try {
            Connection connection = connect();
            wait_until_loaded(connection, process, {});
            for (const auto& [name, value] : kDurability)
                connection.command({"CONFIG", "SET", name, value});
            return true;
        } catch (const std::runtime_error&) {
            return false;
        }
    }

    std::vector<std::string> arguments() const {
        std::vector<std::string> list{
            settings_.program,
            "--port",
            "0",
            "--unixsocket",
            socket_.string(),
            "--unixsocketperm",
            "700",
            "--dir",
            folder_.string(),
            "--daemonize",
            "no",
            "--logfile",
            "redis.log",
            "--loglevel",
            "warning",
            "--pidfile",
            (folder_ / "redis.pid").string(),
            "--maxmemory",
            std::to_string(settings_.memory_limit),
            "--supervised",
            "no"};
        for (const auto& [name, value] : kDurability) {
            list.push_back("--" + std::string(name));
            list.emplace_back(value);
        }
        return list;
    }

    void launch(const std::stop_token& stop) {
        std::error_code ignored;
        std::filesystem::remove(socket_, ignored);
        RedisProcess process = [this] {
            try {
                return RedisProcess::spawn(arguments(), folder_);
            } catch (const std::system_error& failure) {
                throw EmbeddedServerFailed(
                    "cannot start " + settings_.program + ": " + failure.code().message() +
                    "; is it installed and in PATH?"
                );
            }
        }();
        try {
            Connection connection = connect();
            wait_until_loaded(connection, process, stop);
        } catch (...) {
            process.stop(settings_.stop_timeout);
            throw;
        }
        hold(std::move(process));
    }

    void hold(RedisProcess process) {
        const std::lock_guard guard(mutex_);
        process_.emplace(std::move(process));
    }

    void wait_until_loaded(
        Connection& connection, RedisProcess& process, const std::stop_token& stop
    ) const {
        const auto begin = std::chrono::steady_clock::now();
        for (;;) {
            const Answer answer = ask(connection);
            if (answer == Answer::ready)
                return;
            const auto patience =
                answer == Answer::loading ? kLoadingTimeout : settings_.start_timeout;
            if (process.wait(kPollEvery))
                throw EmbeddedServerFailed(
                    settings_.program + " ended at its start:" + last_lines(folder_ / "redis.log")
                );
            if (stop.stop_requested() || std::chrono::steady_clock::now() - begin > patience)
                throw EmbeddedServerFailed(settings_.program + " does not answer");
        }
    }

    void watch(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            std::array<pollfd, 2> states{
                {{process_->descriptor(), POLLIN, 0}, {wake_fd_, POLLIN, 0}}};
            const auto patience = static_cast<int>(settings_.tidy_every.count());
            const int ready = poll(states.data(), states.size(), patience);
            if (stop.stop_requested())
                return;
            if (states[0].revents != 0)
                restart(stop);
            else if (ready == 0)
                tidy();
        }
    }

    /// Has the append-only file rewritten when that is worth it and disturbs nobody.
    void tidy() {
        try {
            Connection connection = connect();
            const AppendFileState now = read_append_file(connection);
            const auto before = std::exchange(file_, now);
            if (!is_rewrite_due(before, now, settings_.tidy_every, settings_.tidy_from))
                return;
            connection.command({"BGREWRITEAOF"});
            tell("redis.tidied", std::to_string(now.bytes) + " bytes");
        } catch (const std::runtime_error& failure) {
            tell("redis.tidy_failed", failure.what());
        }
    }

    void restart(const std::stop_token& stop) {
        tell("redis.died", "pid " + std::to_string(pid()));
        process_->wait(milliseconds{0});
        milliseconds backoff = kFirstBackoff;
        while (!stop.stop_requested()) {
            try {
                launch(stop);
                count_restart();
                return tell("redis.restarted", "pid " + std::to_string(pid()));
            } catch (const EmbeddedServerFailed& failure) {
                tell("redis.restart_failed", failure.what());
            }
            pollfd wake{wake_fd_, POLLIN, 0};
            poll(&wake, 1, static_cast<int>(backoff.count()));
            backoff = std::min(backoff * 2, kLongestBackoff);
        }
    }

    void count_restart() {
        const std::lock_guard guard(mutex_);
        ++restarts_;
    }

    // Constant after construction.
    EmbeddedSettings settings_;
    std::filesystem::path folder_;
    FolderLock lock_;
    std::filesystem::path socket_;
    int wake_fd_ = -1;
    bool adopted_ = false;
    AppendFileState file_;  // the watcher's

    // Written by the watcher only while it runs, under mutex_, which the accessors take.
    mutable std::mutex mutex_;
    std::optional<RedisProcess> process_;
    int restarts_ = 0;

    std::jthread watcher_;
};

EmbeddedServer::EmbeddedServer(EmbeddedSettings settings)
    : impl_(std::make_unique<Impl>(std::move(settings))) {}

EmbeddedServer::~EmbeddedServer() = default;

void EmbeddedServer::stop() {
    impl_.reset();
}

std::string EmbeddedServer::socket_path() const {
    return impl_->socket_path();
}

pid_t EmbeddedServer::pid() const {
    return impl_->pid();
}

bool EmbeddedServer::was_adopted() const {
    return impl_->was_adopted();
}

int EmbeddedServer::restarts() const {
    return impl_->restarts();
}

}  // namespace huiying::queue
