// The duty roster (值班表), and calls to who is on duty that nobody has answered yet. Used by desk,
// inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// From `from` until just before `to`; two never overlap.
struct DutyShift {
    model::Instant from{};
    model::Instant to{};
    std::vector<model::StaffId> staff;  ///< in the order in which they are called

    friend bool operator==(const DutyShift&, const DutyShift&) = default;
};

/// One rung that somebody on duty was told.
struct DutyCall {
    std::string key;  ///< the fired rung's
    model::TicketId ticket;
    std::string rung;
    model::Instant begun_at{};
    std::vector<model::StaffId> called;     ///< so far, in their order
    std::optional<model::Instant> next_at;  ///< none: over
};

class DutyRepository {
  public:
    explicit DutyRepository(Connection& connection) : connection_(connection) {}

    /// Those of which any moment lies in the period, by time.
    std::vector<DutyShift> shifts(model::Instant from, model::Instant to);
    /// Puts these in place of those that begin in the period.
    void replace(model::Instant from, model::Instant to, const std::vector<DutyShift>& shifts);
    /// Whose shift it is, active people only, in their order.
    std::vector<model::StaffId> on_duty(model::Instant now);

    void put(const DutyCall& call);
    /// Calls of the ticket that are not over.
    std::vector<DutyCall> open_calls(model::TicketId ticket);
    /// Whether one who was called, or their deputy, has read the notice, or a person of the desk
    /// has done something on the ticket since.
    bool is_answered(const DutyCall& call);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
