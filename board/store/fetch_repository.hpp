// Files of messages that are still at their platform: what must be fetched, and what came of it.
// Within a transaction of its connection; used by desk.
#pragma once

#include "board/model/wanted_file.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

using model::WantedFile;

class FetchRepository {
  public:
    explicit FetchRepository(Connection& connection) : connection_(connection) {}

    /// The files of a message that was just added.
    void want(
        std::int64_t message, const std::vector<model::Attachment>& files, model::Instant now
    );
    bool has_due(model::Instant now);
    /// Takes up to `limit` whose time has come; they come again at `claimed_until` unless settled.
    std::vector<WantedFile> claim(model::Instant now, model::Instant claimed_until, int limit);
    /// The file is there (or never will be): the message names it as `file` from now on.
    void settle(const WantedFile& wanted, const model::Attachment& file);
    void try_again(const WantedFile& wanted, model::Instant next_at, const std::string& detail);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
