#include "queue/redis_process.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace huiying::queue {
namespace {

constexpr int kFirstOwnDescriptor = 3;

void check(int error, const std::string& what) {
    if (error != 0)
        throw std::system_error(error, std::generic_category(), what);
}

/// posix_spawn's two parameter objects, filled for a Redis child.
class SpawnPlan {
  public:
    explicit SpawnPlan(const std::filesystem::path& folder) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
        check(
            posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0),
            "redirect stdin"
        );
        check(
            posix_spawn_file_actions_addclosefrom_np(&actions_, kFirstOwnDescriptor),
            "close descriptors"
        );
        check(
            posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str()),
            "change to " + folder.string()
        );
        set_signals();
    }

    ~SpawnPlan() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }

    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    pid_t run(std::vector<char*>& arguments) const {
        pid_t pid = 0;
        const int error = posix_spawnp(
            &pid, arguments.front(), &actions_, &attributes_, arguments.data(), environ
        );
        check(error, std::string("start ") + arguments.front());
        return pid;
    }

  private:
    void set_signals() {
        sigset_t none;
        sigset_t ours;
        sigemptyset(&none);
        sigemptyset(&ours);
        for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD})
            sigaddset(&ours, number);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &ours);
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        );
    }

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

int open_pidfd(pid_t pid) {
    return static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
}

std::filesystem::path process_folder(pid_t pid) {
    return "/proc/" + std::to_string(pid);
}

bool runs(pid_t pid, const std::string& program) {
    std::string name;
    std::ifstream(process_folder(pid) / "comm") >> name;
    // The kernel keeps 15 characters of a name.
    return name == program.substr(0, 15);
}

std::filesystem::path working_folder(pid_t pid) {
    std::error_code none;
    return std::filesystem::read_symlink(process_folder(pid) / "cwd", none);
}

}  // namespace

RedisProcess RedisProcess::spawn(
    const std::vector<std::string>& arguments, const std::filesystem::path& folder
) {
    std::vector<std::string> copies = arguments;
    std::vector<char*> pointers;
    pointers.reserve(copies.size() + 1);
    for (std::string& argument : copies)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const pid_t pid = SpawnPlan(folder).run(pointers);
    // Our child stays at least a zombie until we wait for it, so the pid is still its own.
    const int pidfd = open_pidfd(pid);
    if (pidfd < 0) {
        const int error = errno;
        kill(pid, SIGKILL);
        waitpid(pid, nullptr, 0);
        check(error, "follow redis-server");
    }
    return {pid, pidfd, Kin::child};
}

std::optional<RedisProcess> RedisProcess::adopt(pid_t pid) {
    const int pidfd = open_pidfd(pid);
    if (pidfd < 0)
        return std::nullopt;
    return RedisProcess(pid, pidfd, Kin::stranger);
}

RedisProcess::~RedisProcess() {
    if (pidfd_ >= 0)
        close(pidfd_);
}

RedisProcess::RedisProcess(RedisProcess&& other) noexcept
    : pid_(other.pid_), pidfd_(std::exchange(other.pidfd_, -1)), kin_(other.kin_) {}

RedisProcess& RedisProcess::operator=(RedisProcess&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(pidfd_, other.pidfd_);
    std::swap(kin_, other.kin_);
    return *this;
}

bool RedisProcess::wait(std::chrono::milliseconds patience) {
    pollfd ended{pidfd_, POLLIN, 0};
    if (poll(&ended, 1, static_cast<int>(patience.count())) <= 0)
        return false;
    if (kin_ == Kin::child)
        waitpid(pid_, nullptr, WNOHANG);
    return true;
}

void RedisProcess::signal(int number) const {
    syscall(SYS_pidfd_send_signal, pidfd_, number, nullptr, 0);
}

void RedisProcess::stop(std::chrono::milliseconds patience) {
    signal(SIGTERM);
    // One that was stopped (SIGSTOP) would not hear it.
    signal(SIGCONT);
    if (wait(patience))
        return;
    signal(SIGKILL);
    while (!wait(std::chrono::milliseconds{1000})) {
    }
}

std::optional<pid_t> listener_of(const std::filesystem::path& socket_path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket_path.string();
    if (path.size() >= sizeof address.sun_path)
        return std::nullopt;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0)
        return std::nullopt;
    std::optional<pid_t> listener;
    ucred peer{};
    socklen_t size = sizeof peer;
    if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0)
        listener = peer.pid;
    close(descriptor);
    return listener;
}

bool runs_in(pid_t pid, const std::string& program, const std::filesystem::path& folder) {
    return runs(pid, program) && working_folder(pid) == folder;
}

bool is_ending(pid_t pid, const std::string& program) {
    return runs(pid, program) && working_folder(pid).empty();
}

}  // namespace huiying::queue
