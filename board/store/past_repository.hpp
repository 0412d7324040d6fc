// Matters that the town answered before it used this service: what routing may learn from. Used by
// desk inside Database::write or ::read.
#pragma once

#include "board/model/instant.hpp"

#include <optional>
#include <string>

namespace huiying::store {

class Connection;

struct PastTicket {
    std::string key;  ///< its number where it was, unique
    std::string subject;
    std::string text;
    std::string unit;
    model::Instant received_at{};
};

class PastRepository {
  public:
    explicit PastRepository(Connection& connection) : connection_(connection) {}

    std::optional<PastTicket> find(const std::string& key);
    void put(const PastTicket& past, const std::string& by, model::Instant now);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
