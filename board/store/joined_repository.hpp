// Tickets that their writer has shown to be one person's, by the query codes of both. Within a
// transaction of its connection; used by desk.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <vector>

namespace huiying::store {

class Connection;

class JoinedRepository {
  public:
    explicit JoinedRepository(Connection& connection) : connection_(connection) {}

    bool are_joined(model::TicketId ticket, model::TicketId other);
    /// REQUIRES: they are not joined.
    void join(model::TicketId ticket, model::TicketId other, model::Instant now);
    /// False when they are not joined.
    bool part(model::TicketId ticket, model::TicketId other);
    /// In the order in which they were joined.
    std::vector<model::TicketId> of(model::TicketId ticket);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
