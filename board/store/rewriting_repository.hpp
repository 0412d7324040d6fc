// What a model wrote for whoever wrote a reply, and whether it was taken. Used by desk, inside
// Database::write or ::read.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/ticket.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct RewritingRow {
    std::int64_t id = 0;
    model::TicketId ticket{};
    int round = 1;
    std::string by;  ///< login of who asked for it
    std::string model;
    std::string text;
    std::vector<std::string> said;  ///< its sentences that were not the draft's own
    model::Instant at{};
    std::optional<model::Instant> taken_at;
};

class RewritingRepository {
  public:
    explicit RewritingRepository(Connection& connection) : connection_(connection) {}

    /// Its id.
    std::int64_t add(const RewritingRow& row);
    /// nullopt: none of that ticket and person.
    std::optional<RewritingRow> find(
        std::int64_t id, model::TicketId ticket, const std::string& by
    );
    /// False when it was taken before.
    bool take(std::int64_t id, model::Instant now);
    /// Those of a round that were taken, the latest first.
    std::vector<RewritingRow> taken(model::TicketId ticket, int round);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
