// What replies promised for later (挂账): text and date, and when it was kept; one open at a time.
// Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct CommitmentRow {
    std::string text;
    model::Date due{};
    std::string made_by;
    model::Instant at{};
    std::string kept_by;
    std::optional<model::Instant> kept_at;
    std::string summary;  ///< of how it was kept
};

class CommitmentRepository {
  public:
    explicit CommitmentRepository(Connection& connection) : connection_(connection) {}

    /// Throws ConstraintViolated where one is open.
    void add(model::TicketId ticket, const CommitmentRow& row);
    /// Of `kept` only who, when and the summary; false when none is open.
    bool keep(model::TicketId ticket, const CommitmentRow& kept);
    /// In order.
    std::vector<CommitmentRow> of(model::TicketId ticket);
    std::optional<CommitmentRow> open(model::TicketId ticket);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
