#include "queue/redis_folder.hpp"

#include "queue/embedded_server.hpp"
#include "queue/keys.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

namespace huiying::queue {
namespace {

std::string reason(int error) {
    return std::generic_category().message(error);
}

std::string hexadecimal(std::uint64_t number) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4)
        text.push_back(kDigits[(number >> static_cast<unsigned>(shift)) & 0xfU]);
    return text;
}

/// A folder below /tmp that somebody else made could be a trap.
void make_private(const std::filesystem::path& folder) {
    if (mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        throw EmbeddedServerFailed("cannot create " + folder.string() + ": " + reason(errno));

    struct stat status {};

    const bool ours = lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
                      status.st_uid == geteuid() && (status.st_mode & (S_IRWXG | S_IRWXO)) == 0;
    if (!ours)
        throw EmbeddedServerFailed(folder.string() + " is not a folder of this user alone");
}

}  // namespace

FolderLock::FolderLock(const std::filesystem::path& folder)
    : descriptor_(open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)
      ) {
    if (descriptor_ < 0)
        throw EmbeddedServerFailed(
            "cannot open " + (folder / "lock").string() + ": " + reason(errno)
        );
    if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        std::string holder;
        std::ifstream(folder / "lock") >> holder;
        close(descriptor_);
        throw EmbeddedServerFailed(
            "data folder " + folder.parent_path().string() + " is in use by process " + holder +
            "; stop that server, or choose another data folder"
        );
    }
    const std::string pid = std::to_string(getpid()) + "\n";
    if (ftruncate(descriptor_, 0) != 0 ||
        pwrite(descriptor_, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
        close(descriptor_);
        throw EmbeddedServerFailed("cannot write " + (folder / "lock").string());
    }
}

FolderLock::~FolderLock() {
    close(descriptor_);
}

std::filesystem::path prepare_folder(const std::filesystem::path& data_folder) {
    const std::filesystem::path folder = data_folder / "redis";
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw EmbeddedServerFailed("cannot create " + folder.string() + ": " + error.message());
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    return std::filesystem::canonical(folder);
}

std::filesystem::path choose_socket(const std::filesystem::path& folder) {
    std::filesystem::path beside = folder / "redis.sock";
    if (beside.string().size() < sizeof(sockaddr_un::sun_path))
        return beside;
    const auto name = hexadecimal(ordering_hash("socket", "", folder.string(), ""));
    const std::filesystem::path place = "/tmp/huiying-" + std::to_string(geteuid()) + "-" + name;
    make_private(place);
    return place / "redis.sock";
}

}  // namespace huiying::queue
