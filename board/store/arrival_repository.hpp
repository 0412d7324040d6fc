// What surrounds take-in: fencing tokens of partitions, dead letters, the spool for the time that
// Redis is down, files. Used by desk inside Database::write or ::read.
#pragma once

#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct DeadLetter {
    std::int64_t id = 0;
    model::Instant at{};
    std::string channel;
    std::string account;
    std::string reason;          ///< stable words
    std::string bytes;           ///< the delivery as it came
    std::string state = "open";  ///< open, replayed, dropped
};

struct SpooledEntry {
    std::int64_t id = 0;
    std::string delivery_key;
    std::string entry;  ///< encoded, as desk made it
};

class ArrivalRepository {
  public:
    explicit ArrivalRepository(Connection& connection) : connection_(connection) {}

    /// Lets `token` write for `partition`; false when a newer token has written already: the lease
    /// is lost.
    bool enter_partition(int partition, std::int64_t token);
    /// The highest token that has entered; 0 when none has.
    std::int64_t fencing_token(int partition);

    std::int64_t add(const DeadLetter& letter);
    /// Open ones first, then the newest.
    std::vector<DeadLetter> dead_letters(int limit);
    std::optional<DeadLetter> dead_letter(std::int64_t id);
    void set_dead_letter_state(std::int64_t id, const std::string& state);
    int count_open_dead_letters();

    void add_spooled(const std::string& delivery_key, const std::string& entry, model::Instant now);
    std::vector<SpooledEntry> spooled(int limit);
    void remove_spooled(std::int64_t id);
    int count_spooled();
    /// When the oldest open one became a dead letter.
    std::optional<model::Instant> oldest_open_letter();

  private:
    Connection& connection_;
};

}  // namespace huiying::store
