// The tally: counts by day and unit, channel, kind, person, and by month the same, kept in the
// transaction of every change, so that a figure over a period reads some thousand cells at most and
// no ticket. What a ticket stands for is taken out before a change and put in again after it.
// Private to this room.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/tally.hpp"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace huiying::store {

class Connection;

/// Grain, day, unit, channel, kind, staff, restricted, accused.
using TallyKey = std::tuple<
    std::string,
    std::string,
    std::string,
    std::string,
    std::string,
    std::int64_t,
    int,
    std::string>;

using TallyCells = std::map<TallyKey, model::TallyCounts>;

/// The columns of counts, in order.
[[nodiscard]] const std::vector<std::string>& tally_columns();

/// Around whatever changes what a ticket stands for; both ends inside one transaction.
class TallyChange {
  public:
    /// Looks at the ticket as it is now; one that does not exist stands for nothing.
    TallyChange(Connection& connection, model::TicketId ticket);

    /// Looks at it again and writes the difference.
    void settle();

  private:
    Connection& connection_;
    const model::TicketId ticket_;
    TallyCells cells_;
};

/// Tickets that were just added: nothing was told of them before. Written once for all of them;
/// what changes meanwhile is a difference, and may be written before.
class NewTally {
  public:
    void add(Connection& connection, model::TicketId ticket);
    /// Nothing is kept after it.
    void write(Connection& connection);

  private:
    TallyCells cells_;
};

/// Counts all tickets anew.
void rebuild_tally(Connection& connection);

/// The migration's: cells of whole months and of all units' days, from those of days.
void add_months(Connection& connection);

/// The migration's: marks what came back, then counts.
void build_tally(Connection& connection);

}  // namespace huiying::store
