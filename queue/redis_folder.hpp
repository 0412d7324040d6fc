// The embedded Redis' place on disk: its folder, the lock that keeps a second server out, and a
// socket path short enough for the kernel. Used by EmbeddedServer.
#pragma once

#include <filesystem>
#include <string>

namespace huiying::queue {

/// Holds `<folder>/lock` exclusively (flock) as long as it lives; a crash frees it.
class FolderLock {
  public:
    /// Throws EmbeddedServerFailed when another process holds it (its pid is in the text).
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int descriptor_;
};

/// `<data_folder>/redis`, created with mode 0700, absolute and without symbolic links. Throws
/// EmbeddedServerFailed.
std::filesystem::path prepare_folder(const std::filesystem::path& data_folder);

/// `<folder>/redis.sock`, or, where that is longer than a socket address takes (107 bytes), one in
/// a private folder below /tmp whose name follows from `folder`. Throws EmbeddedServerFailed when
/// that folder is not ours alone.
std::filesystem::path choose_socket(const std::filesystem::path& folder);

}  // namespace huiying::queue
