// Figures for the dashboard: open tickets by index, the rest from the daily figures that are kept
// with every move. Used by desk inside Database::read.
#pragma once

#include "board/model/instant.hpp"

#include <map>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct UnitFigures {
    int open = 0;
    int due_today = 0;  ///< open, final due until the end of today, not overdue
    int overdue = 0;    ///< open, final due passed
    int received = 0;
    int responded = 0;
    int responded_in_time = 0;
    int answered = 0;
    int answered_in_time = 0;
};

struct DayFigures {
    std::string day;  ///< ISO date of receipt
    int received = 0;
    int answered = 0;
};

class FiguresRepository {
  public:
    explicit FiguresRepository(Connection& connection) : connection_(connection) {}

    /// By unit code ("" = not routed yet); received and answered over all time.
    std::map<std::string, UnitFigures> by_unit(model::Instant now);
    /// The last `days` days of receipt, oldest first; days without a message are left out.
    std::vector<DayFigures> by_day(model::Instant now, int days);

  private:
    Connection& connection_;
};

}  // namespace huiying::store
