// What the board publishes of the messages (国办秘函〔2019〕19号: 受理反馈情况统计 is public):
// received, answered, answered in time, by month of receipt and unit; kept with every move, so that
// a page reads a few hundred rows however many tickets there are. What accuses somebody counts
// under no unit. Inside Database::write, the reading inside ::read.
#pragma once

#include "board/model/message_counts.hpp"
#include "board/store/daily_figures.hpp"

#include <string>
#include <vector>

namespace huiying::store {

/// Of the messages received in that month, as they stand now.
struct MonthRow {
    std::string month;  ///< "2026-11"
    std::string unit;   ///< code; "": none, or not to be named
    model::MessageCounts counts;
};

class PublicMonths {
  public:
    explicit PublicMonths(Connection& connection) : connection_(connection) {}

    /// A ticket that is new.
    void count(const CountedTicket& added);
    /// What a ticket stands for, before and after a change.
    void recount(const CountedTicket& before, const CountedTicket& after);

    /// All rows, oldest month first.
    std::vector<MonthRow> rows();
    /// Of one unit.
    std::vector<MonthRow> rows_of(const std::string& unit);

  private:
    Connection& connection_;
};

/// Counts all tickets anew.
void rebuild_public_months(Connection& connection);

}  // namespace huiying::store
