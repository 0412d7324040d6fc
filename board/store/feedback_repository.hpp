// What readers of the board say of its answers: counts and words by entry, and who has spoken
// today. Used by desk inside Database::write or ::read.
#pragma once

#include "board/model/instant.hpp"

#include <map>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct EntryRating {
    int useful = 0;
    int useless = 0;
};

struct EntryRemark {
    model::Instant at{};
    bool useful = false;
    std::string remark;
};

class FeedbackRepository {
  public:
    explicit FeedbackRepository(Connection& connection) : connection_(connection) {}

    /// Whether `voter` speaks of the entry for the first time on that day (ISO date); remembered.
    /// Who spoke on other days is forgotten.
    bool is_first(const std::string& day, const std::string& entry, const std::string& voter);
    /// Counts it; keeps the remark where there is one.
    void add(const std::string& entry, const EntryRemark& said);

    /// Of all entries that anybody has rated.
    std::map<std::string, EntryRating> ratings();
    /// The last remarks of an entry, newest first.
    std::vector<EntryRemark> remarks(const std::string& entry, int limit);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
