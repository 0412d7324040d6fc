// What lies beside a ticket's state: who holds it, what it was before a pause or a merging,
// returns, extensions, rounds. One row for a ticket that left the plain way; absent means none of
// it. Used by desk, inside Database::write or ::read.
#pragma once

#include "board/model/grounds.hpp"
#include "board/model/ids.hpp"
#include "board/model/instant.hpp"
#include "board/model/ticket_state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct Course {
    std::optional<model::TicketState> before;  ///< what a pause, a merging interrupted
    std::optional<model::PauseGround> paused_for;
    std::optional<model::StaffId> approved_by;
    std::optional<model::Instant> dispatched_at;  ///< to the present unit, by a person
    std::optional<model::Instant> signed_at;
    std::optional<model::StaffId> holder;  ///< the person of the unit who has it in hand
    bool designated = false;               ///< the present unit was named by a ruling
    std::vector<std::string> returned_units;
    int returns = 0;
    std::optional<model::StaffId> return_asked_by;
    int extension_granted = 0;  ///< working days, in the present round
    int extension_asked = 0;    ///< of the request that waits
    std::optional<model::StaffId> extension_asked_by;
    std::optional<model::StaffId> termination_asked_by;
    int reworks = 0;
    std::optional<model::Satisfaction> grade;  ///< in the present round
    std::string reminded_on;                   ///< day of the citizen's last reminder
    std::optional<model::TicketId> survivor;   ///< the ticket that carries this one
    // Of a ticket that carries others: its own due times, since it keeps the earliest of all.
    std::optional<model::Instant> own_response_due;
    std::optional<model::Instant> own_final_due;
    // What the final due time of the round is counted from, once a pause or a new round asks for
    // it.
    std::optional<model::Instant> counted_from;
    int counted_workdays = 0;  ///< extensions of the round are among them

    friend bool operator==(const Course&, const Course&) = default;
};

class CourseRepository {
  public:
    explicit CourseRepository(Connection& connection) : connection_(connection) {}

    /// The plain one where there is no row.
    Course find(model::TicketId ticket);
    void put(model::TicketId ticket, const Course& course);
    /// Tickets that `survivor` carries.
    std::vector<model::TicketId> merged_into(model::TicketId survivor);
    /// Open tickets that a person holds.
    std::vector<model::TicketId> held_by(model::StaffId holder);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
