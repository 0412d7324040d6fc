// What the record tells of how the service runs: what came and went by account, what should have
// gone out. Used by app inside Database::read.
#pragma once

#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// Of the newest messages and letters only: a bounded number of rows is looked at.
struct AccountTraffic {
    std::string channel;
    std::string account;
    std::optional<model::Instant> received_at;
    std::optional<model::Instant> sent_at;    ///< of the last letter that the platform took
    std::optional<model::Instant> failed_at;  ///< of the last letter that has an error
    std::string error;                        ///< of that
};

class HealthRepository {
  public:
    explicit HealthRepository(Connection& connection) : connection_(connection) {}

    std::vector<AccountTraffic> traffic();
    /// Since when the letter that is due the longest could have gone out.
    std::optional<model::Instant> overdue_letter(model::Instant now);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
