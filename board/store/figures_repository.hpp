// Figures for the dashboard: open tickets and clocks that still run by index, the rest from the
// daily figures that are kept with every move. Used by desk inside Database::read.
#pragma once

#include "board/model/instant.hpp"
#include "board/model/measures.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huiying::store {

class Connection;

struct UnitFigures {
    int open = 0;
    int due_today = 0;        ///< open, final due until the end of today, not overdue
    int due_soon = 0;         ///< open, final due later, but before the moment asked for
    int overdue = 0;          ///< open, final due passed; but not what was late when it came
    int late_on_arrival = 0;  ///< open, passed on by another body when its date was over
    int received = 0;
    int responded = 0;
    int responded_in_time = 0;
    int answered = 0;
    int answered_in_time = 0;
    model::Rates rates{};
};

struct DayFigures {
    std::string day;  ///< ISO date of receipt
    int received = 0;
    int answered = 0;
};

class FiguresRepository {
  public:
    explicit FiguresRepository(Connection& connection) : connection_(connection) {}

    /// By unit code ("" = not routed yet): what is open, and how it stands with its final due.
    std::map<std::string, UnitFigures> open_by_unit(model::Instant now, model::Instant soon_until);
    /// The same (without `due_soon`) and all else; received and answered over all time.
    std::map<std::string, UnitFigures> by_unit(model::Instant now);
    /// The last `days` days of receipt, oldest first; days without a message are left out.
    std::vector<DayFigures> by_day(model::Instant now, int days);

    /// Shows every ticket with what is measured of it (its texts are left out) and its past rounds.
    void each_ticket(
        const std::function<void(const model::Ticket&, const std::vector<model::PastRound>&)>& see
    );
    /// Of those only what somebody may not see: restricted ones where `restricted` is not 0, and
    /// those that accuse the unit ("" none).
    void each_hidden(
        int restricted,
        const std::string& accused,
        const std::function<void(const model::Ticket&, const std::vector<model::PastRound>&)>& see
    );
    /// Whether the ticket's history has a line of that moment.
    bool is_in_history(model::TicketId ticket, model::Instant at);
    /// Whether a person did something then, by the history or by the record of contacts.
    bool is_a_persons(model::TicketId ticket, model::Instant at);
    /// Of all replies, by state; of all dead letters.
    std::map<std::string, int> outbound_by_state();
    int open_dead_letters();

    /// Writes when a person must have spoken with each citizen, where that is not known yet (`due`
    /// answers nullopt where no calendar says), and counts all anew; how many were written. Inside
    /// Database::write.
    int fill_contact_due(
        const std::function<std::optional<model::Instant>(model::Instant received)>& due
    );

  private:
    void part_late_on_arrival(std::map<std::string, UnitFigures>& units);
    void add_kept(std::map<std::string, UnitFigures>& units);
    /// Of the clocks that still run those whose due time has passed.
    void add_running(std::map<std::string, UnitFigures>& units, model::Instant now);

    Connection& connection_;
};

}  // namespace huiying::store
