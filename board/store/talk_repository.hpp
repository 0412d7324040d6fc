// Talks beside tickets: lines that make no ticket, all lines of the web chat, and which talk a
// person has in hand. Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// Whose talk: one citizen at one account of a channel.
struct TalkKey {
    std::string channel;
    std::string account;
    std::string sender;
};

struct SpokenLine {
    std::int64_t id = 0;
    std::string key;  ///< unique; of a citizen's line the delivery key
    TalkKey talk;
    model::Instant at{};
    std::string said_by;  ///< "citizen", "system" or "staff"
    std::string text;
    std::string number;  ///< ticket, or empty
};

/// The sender's latest ticket, or the one asked for.
struct TalkTicket {
    std::string number;
    std::string state;
    bool is_replied = false;
    bool is_graded = false;
};

class TalkRepository {
  public:
    explicit TalkRepository(Connection& connection) : connection_(connection) {}

    /// False when a line of that key is there already (nothing is changed).
    bool add(const SpokenLine& line);
    bool has(const std::string& key);
    /// Lines of one talk after `after`, oldest first; of more than `limit` the latest.
    std::vector<SpokenLine> lines_of(const TalkKey& talk, std::int64_t after, int limit);
    /// Lines of all talks of a channel after `after`, oldest first.
    std::vector<SpokenLine> lines_after(const std::string& channel, std::int64_t after, int limit);
    std::int64_t last_id();
    /// Deletes lines from before `before`, oldest first, at most `limit`, but those of a ticket
    /// that is open, and the newest line of all: ids must not come again. Returns how many.
    int forget(model::Instant before, int limit);

    void own(const TalkKey& talk, const std::string& login, model::Instant until);
    void release(const TalkKey& talk);
    bool is_owned(const TalkKey& talk, model::Instant now);

    /// The ticket `number` where it is this sender's, else the sender's latest one.
    std::optional<TalkTicket> ticket_of(const TalkKey& talk, const std::string& number);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
