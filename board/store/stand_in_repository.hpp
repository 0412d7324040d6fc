// Who stands in for whom: absences with their deputies, and handings-over with their notices. Used
// by desk, inside Database::write or ::read.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/staff.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

/// One a person: a new one replaces the former.
struct AbsenceRow {
    model::StaffId staff;
    model::StaffId deputy;
    std::string from_day;  ///< "2026-11-23", inclusive
    std::string to_day;    ///< inclusive
    std::string note;
};

struct HandoverRow {
    std::int64_t id = 0;
    model::Instant at{};
    std::string by;
    model::StaffId from;
    model::StaffId to;
    std::string reason;
    std::string notice;
    int tickets = 0;
};

class StandInRepository {
  public:
    explicit StandInRepository(Connection& connection) : connection_(connection) {}

    void put(const AbsenceRow& absence);
    bool remove(model::StaffId staff);
    /// Those that end on that day or later, by their first day.
    std::vector<AbsenceRow> absences(const std::string& day);
    /// Active people of the same unit whom `deputy` stands in for on that day.
    std::vector<model::StaffId> stood_in_for(model::StaffId deputy, const std::string& day);

    std::int64_t add(const HandoverRow& row, const std::vector<model::TicketId>& tickets);
    /// Newest first, without their notices.
    std::vector<HandoverRow> handovers(int limit);
    std::optional<HandoverRow> handover(std::int64_t id);
    /// A person's own texts become the other's where that one has none.
    void pass_draft_copies(
        model::StaffId from, model::StaffId to, const std::vector<model::TicketId>& tickets
    );

  private:
    Connection& connection_;
};

}  // namespace huiying::store
