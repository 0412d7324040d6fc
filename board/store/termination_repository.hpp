// Requests to end a ticket without a result (终止), each with its decision. Used by desk, inside
// Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::store {

class Connection;

/// What became of a request; `lapsed`: the matter was over before anybody decided.
enum class TerminationDecision { waiting, granted, refused, lapsed };

std::string_view to_word(TerminationDecision decision);

struct TerminationRow {
    std::string asked_by;
    model::Instant at{};
    std::string reason;
    std::string basis;
    TerminationDecision decision = TerminationDecision::waiting;
    std::string decided_by;
    std::optional<model::Instant> decided_at;
    std::string opinion;
};

class TerminationRepository {
  public:
    explicit TerminationRepository(Connection& connection) : connection_(connection) {}

    void add(model::TicketId ticket, const TerminationRow& row);
    /// Writes the decision on the request that waits; false when none does.
    bool decide(model::TicketId ticket, const TerminationRow& decision);
    /// In order.
    std::vector<TerminationRow> of(model::TicketId ticket);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
