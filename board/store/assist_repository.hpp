// Opinions that assisting units (协办) are asked for, and give. Used by desk, inside
// Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct AssistRow {
    std::string unit;
    std::string question;
    int workdays = 1;
    std::string asked_by;
    model::Instant at{};
    std::optional<model::Instant> due;  ///< nullopt: in a year that no calendar covers
    std::string opinion;
    std::string given_by;
    std::optional<model::Instant> given_at;
    std::string dropped_by;
    std::optional<model::Instant> dropped_at;
    std::string reason;                      ///< why it was dropped
    std::optional<model::Instant> dated_at;  ///< when `due` took an earlier one's place

    bool is_open() const { return !given_at && !dropped_at; }
};

class AssistRepository {
  public:
    explicit AssistRepository(Connection& connection) : connection_(connection) {}

    /// REQUIRES: none of this unit is open.
    void add(model::TicketId ticket, const AssistRow& row);
    /// Writes the opinion that is open; false when none is.
    bool give(
        model::TicketId ticket,
        const std::string& unit,
        const std::string& opinion,
        const std::string& by,
        model::Instant at
    );
    /// Ends what is open without an opinion; false when nothing was.
    bool drop(
        model::TicketId ticket,
        const std::string& unit,
        const std::string& by,
        model::Instant at,
        const std::string& reason
    );
    /// Gives what is open another date; false when nothing was.
    bool move(
        model::TicketId ticket, const std::string& unit, model::Instant due, model::Instant at
    );
    /// All of a ticket, in the order in which they were asked.
    std::vector<AssistRow> of(model::TicketId ticket);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
