// Files that citizens send: types sniffed, stored by hash beside the database, and a copy without
// metadata for showing. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/inbound_message.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::store {
class Database;
}

namespace huiying::desk {

struct ServedFile {
    std::string media_type;
    std::string bytes;
};

class Files {
  public:
    static constexpr std::size_t kMaxFiles = 6;
    static constexpr std::size_t kMaxBytes = 10U << 20;

    /// The disk keeps so much for the database and the queue: then no file is taken.
    static constexpr std::uintmax_t kLeastFree = 512U << 20;

    Files(
        store::Database& database,
        std::filesystem::path folder,
        const model::Clock& clock,
        std::uintmax_t least_free = kLeastFree
    );

    enum class Takes { pictures_and_documents, pictures };

    /// Sniffs, stores (on disk before it returns) and makes the copy without metadata. Errors:
    /// unsupported_media (JPEG, PNG, WebP, PDF are taken, whatever the name says), body_too_large,
    /// store_unavailable (the disk is nearly full).
    [[nodiscard]] model::Result<model::Attachment> keep(
        const std::string& name, std::string_view bytes, Takes takes = Takes::pictures_and_documents
    );

    /// The copy without metadata of a file. Errors: not_found.
    [[nodiscard]] model::Result<ServedFile> serve(const std::string& sha256) const;

    /// Forgets files from before `before` that no message has named, some at most. Returns how
    /// many: 0 when none are left.
    int forget_unnamed(model::Instant before);

  private:
    [[nodiscard]] bool has_room(std::size_t bytes) const;
    [[nodiscard]] std::filesystem::path path_of(const std::string& sha256) const;
    void write_once(const std::string& sha256, std::string_view bytes) const;

    store::Database& database_;
    const std::filesystem::path folder_;
    const model::Clock& clock_;
    const std::uintmax_t least_free_;
};

}  // namespace huiying::desk
