// The ledger of a ticket's pauses: intervals, never a sum, so that its due time can be counted anew
// from them. Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/grounds.hpp"
#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// The clock stands still on [from, to); without `to` it still does.
struct PauseRow {
    int round = 1;
    model::PauseGround ground = model::PauseGround::awaiting_citizen;
    std::string evidence;
    std::string by;
    model::Instant from{};
    std::optional<model::Instant> to;
    std::string ended_by;
};

/// A ticket that another one carries, and since when.
struct CarriedSince {
    model::TicketId ticket;
    model::Instant at{};
};

class PauseRepository {
  public:
    explicit PauseRepository(Connection& connection) : connection_(connection) {}

    void add(model::TicketId ticket, const PauseRow& row);
    /// Ends the pause that still runs, never before it began; false when none does.
    bool end(model::TicketId ticket, const std::string& by, model::Instant at);
    /// Since when the ticket stands still; nullopt where it does not.
    std::optional<model::Instant> stands_since(model::TicketId ticket);
    /// In order.
    std::vector<PauseRow> of(model::TicketId ticket);

    std::vector<CarriedSince> carried_by(model::TicketId survivor);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
