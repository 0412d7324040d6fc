// The figures by day of receipt and unit, and by unit of all days, kept with every move: what each
// ticket stands for is taken out and put in again. Private to this room; ticket_repository and
// due_repository keep them, a migration builds them.
#pragma once

#include "board/model/measures.hpp"

#include <array>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace huiying::store {

class Connection;
class Cursor;

/// Columns of `daily` after day and unit: five plain counts, then met and missed of each measure.
inline constexpr std::size_t kPlainCounts = 5;
inline constexpr std::size_t kDailyCounts = kPlainCounts + 2 * model::kMeasures.size();

using DailyCounts = std::array<int, kDailyCounts>;

/// Day of receipt, "" for all days, and unit.
using DailyKey = std::pair<std::string, std::string>;

using DailyFigures = std::map<DailyKey, DailyCounts>;

/// A ticket with its rounds before the present one.
struct CountedTicket {
    const model::Ticket& ticket;
    std::vector<model::PastRound> past;
};

/// Adds what the ticket stands for, or takes it away (`amount` -1).
void count_ticket(DailyFigures& figures, const CountedTicket& counted, int amount);
/// Writes what is not nothing.
void add_to_daily(Connection& connection, const DailyFigures& figures);

/// What a ticket stands for in the figures of its day, before and after a change.
void recount_ticket(
    Connection& connection, const CountedTicket& before, const CountedTicket& after
);

/// The names of the columns, joined: "received, responded, ...".
[[nodiscard]] const std::string& daily_columns();

/// What is measured of a ticket, and no more: a later release may have other columns. REQUIRES: the
/// row begins with id, state, unit, received_at, arrived_at, response_due, final_due, contact_due,
/// responded_at, replied_at, accepted_at, human_at, ended_at, round.
[[nodiscard]] model::Ticket measured_ticket_of(const Cursor& row);

std::vector<model::PastRound> past_rounds(Connection& connection, model::TicketId ticket);
void add_past_round(Connection& connection, model::TicketId ticket, const model::PastRound& round);

/// Every ticket with what is measured of it; its texts are left out.
void each_counted_ticket(
    Connection& connection, const std::function<void(const CountedTicket&)>& see
);
/// Of those only what somebody may not see: restricted ones where `restricted` is not 0, and those
/// that accuse the unit ("" none).
void each_hidden_ticket(
    Connection& connection,
    int restricted,
    const std::string& accused,
    const std::function<void(const CountedTicket&)>& see
);

/// Counts all tickets anew.
void rebuild_daily(Connection& connection);

/// The migration's: what units have of all days, from their days.
void add_whole_time(Connection& connection);

}  // namespace huiying::store
