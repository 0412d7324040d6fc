// Figures for the managers' plain dashboard: open, due today, overdue, answered in time, by unit.
// The same-day response, its three grades each for itself, and the reply, as met of those that
// count. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/measures.hpp"
#include "board/model/staff.hpp"
#include "board/model/workflow_rules.hpp"

#include <string>
#include <vector>

namespace huiying::store {
class Connection;
class Database;
}  // namespace huiying::store

namespace huiying::desk {

class Town;

struct Figures {
    int open = 0;
    int due_today = 0;
    int overdue = 0;
    int late_on_arrival = 0;  ///< passed on when its date was over: not among `overdue`
    int received = 0;
    int responded = 0;
    int responded_same_day = 0;
    int answered = 0;
    int answered_in_time = 0;
    model::Rates rates{};  ///< one for each of model::kMeasures
};

struct DashboardView {
    model::Instant at{};
    model::ResponseGrade promised = model::ResponseGrade::acceptance;  ///< what meets 当天有回应
    Figures total;
    int to_dispatch = 0;  ///< open, not routed yet
    int in_doubt = 0;
    int failed = 0;  ///< replies that were not delivered
    int dead_letters = 0;

    struct Unit {
        std::string code;
        std::string name;
        Figures figures;
    };

    std::vector<Unit> units;  ///< most overdue first

    struct Day {
        std::string date;
        int received = 0;
        int answered = 0;
    };

    std::vector<Day> days;  ///< the last 14, oldest first
};

/// Writes when a person must have spoken with each citizen, where an older release did not know it
/// or no calendar covered the day yet; how many were written. Called when the record is opened.
int complete_contact_dues(store::Database& database, const Town& town);

class Dashboard {
  public:
    Dashboard(store::Database& database, const Town& town, const model::Clock& clock);

    /// The figures that this person may see: all units, or the own one.
    [[nodiscard]] DashboardView view(const model::Staff& staff) const;

  private:
    friend class FiguresCheck;

    DashboardView view(store::Connection& connection, const model::Staff& staff, model::Instant now)
        const;

    store::Database& database_;
    const Town& town_;
    const model::Clock& clock_;
};

}  // namespace huiying::desk
