// Who approved a reply at which level, and the hash of the very text. Used by desk, inside
// Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct ApprovalRow {
    model::Instant at{};
    std::string by;
    int level = 1;  ///< 1: 审核, 2: 签发
    std::string opinion;
    std::string text_hash;  ///< SHA-256, hex
};

class ApprovalRepository {
  public:
    explicit ApprovalRepository(Connection& connection) : connection_(connection) {}

    void add(model::TicketId ticket, const ApprovalRow& row);
    /// All of a ticket, also of texts that were sent back later.
    std::vector<ApprovalRow> of(model::TicketId ticket);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
