// Which days' digests are over, and which tickets may be in one. Used by desk, inside
// Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"
#include "board/model/ticket_state.hpp"

#include <string>
#include <vector>

namespace huiying::store {

class Connection;

class DigestRepository {
  public:
    explicit DigestRepository(Connection& connection) : connection_(connection) {}

    bool is_over(const std::string& day);
    /// Marks the day; false when it was marked already: then nothing may be told.
    bool end(const std::string& day, model::Instant now, int told);

    /// Tickets in these states; only those that `unit` leads or owes an opinion for where it is not
    /// empty.
    std::vector<model::TicketId> tickets_in(
        const std::vector<model::TicketState>& states, const std::string& unit
    );
    /// Tickets in these states of which a promise is open; only those of `unit` where it is not
    /// empty.
    std::vector<model::TicketId> promised_in(
        const std::vector<model::TicketState>& states, const std::string& unit
    );

  private:
    Connection& connection_;
};

}  // namespace huiying::store
