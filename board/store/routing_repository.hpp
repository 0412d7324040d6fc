// What routing learns from, and what it has learnt. Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/routing_model.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// A ticket whose unit is known to be right.
struct RoutingExample {
    model::TicketId ticket;
    std::string subject;
    std::string text;
    std::string unit;
    bool corrected = false;  ///< a person put it right
};

class RoutingRepository {
  public:
    explicit RoutingRepository(Connection& connection) : connection_(connection) {}

    /// The newest `most`, oldest first: tickets with a final reply, an accepted return, or a unit
    /// that a person chose. Never one that accuses, accused or is restricted, nor one that went
    /// elsewhere (merged, withdrawn, a petition ...). What the town brought of its past comes
    /// first, by ids below zero. Source: 信访工作条例 article 30.
    std::vector<RoutingExample> examples(int most);

    /// Returns its id.
    std::int64_t add(const model::RoutingModel& row, const std::string& bytes);
    /// Newest first.
    std::vector<model::RoutingModel> models(int most);
    std::optional<model::RoutingModel> find(std::int64_t id);
    /// "" when there is none.
    std::string bytes(std::int64_t id);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
