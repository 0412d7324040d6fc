// Files that citizens sent, as the disk holds them: by hash, each with a copy for showing. Within a
// transaction of its connection; used by desk.
#pragma once

#include "board/model/inbound_message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct StoredFile {
    std::string sha256;         ///< of the bytes as received
    std::string served_sha256;  ///< of the copy without metadata
    std::string media_type;
    std::int64_t bytes = 0;
};

class FileRepository {
  public:
    explicit FileRepository(Connection& connection) : connection_(connection) {}

    /// Again where it is there already: it counts as having come now.
    void put(const StoredFile& file, model::Instant now);
    std::optional<StoredFile> find(const std::string& sha256);
    /// A message holds on to them.
    void name(const std::vector<model::Attachment>& files);
    /// Up to `limit` that came before `before` and that no message has named.
    std::vector<StoredFile> unnamed(model::Instant before, int limit);
    void remove(const std::string& sha256);
    /// Whether a file or the copy of one has these bytes.
    bool is_wanted(const std::string& sha256);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
