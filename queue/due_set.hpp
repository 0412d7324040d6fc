// What is due when: a sorted set that wakes the clock role. It is an index only: the truth is in
// SQL, from which it can be rebuilt at any time. Used by the clock. Not thread-safe; blocking.
#pragma once

#include "board/model/instant.hpp"
#include "queue/connection.hpp"
#include "queue/settings.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::queue {

/// `member` names the event, such as "ticket|rung|deadline version"; any bytes, unique in the set.
struct Due {
    std::string member;
    model::Instant at{};
};

class DueSet {
  public:
    /// `name` tells several sets apart ("clocks").
    DueSet(const Settings& settings, std::string_view name);

    /// Adds, or moves a member to its new time. One round trip for all. Every function here throws
    /// RedisUnavailable.
    void add(std::span<const Due> events);
    /// Adds those that are neither waiting nor claimed; the others keep their time, unless theirs
    /// is later. One round trip for all.
    void add_missing(std::span<const Due> events);
    /// Removes a member, claimed or not.
    void remove(std::string_view member);

    /// Claims at most `limit` members that are due at `now`, earliest first: nobody else gets them
    /// until `lease` has passed. What was claimed and never finished comes again after its lease
    /// (with the time of that as its `at`), so the caller's action must be idempotent.
    std::vector<Due> claim(model::Instant now, std::chrono::milliseconds lease, int limit);
    /// The members are done. One that was added again meanwhile stays. One round trip for all.
    void finish(std::span<const std::string> members);

    /// When the earliest unclaimed member is due; nullopt when there is none.
    std::optional<model::Instant> next();
    /// Empties it, to be rebuilt from SQL.
    void clear();

  private:
    Connection connection_;
    std::string due_key_;
    std::string leased_key_;
};

}  // namespace huiying::queue
