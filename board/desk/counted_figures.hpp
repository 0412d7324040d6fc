// The dashboard's figures counted ticket by ticket: for the check, which counts all, and for
// whoever may not see some, which are taken out again. Private to this room. Pure.
#pragma once

#include "board/desk/dashboard.hpp"
#include "board/model/ticket.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace huiying::desk {

class CountedFigures {
  public:
    /// `days`: of receipt, ISO; others are not counted by day.
    CountedFigures(model::Instant now, std::set<std::string> days)
        : now_(now), days_(std::move(days)) {}

    void add(const model::Ticket& ticket, const std::vector<model::PastRound>& past);

    [[nodiscard]] int tickets() const { return tickets_; }

    /// By unit code; "" not routed yet.
    [[nodiscard]] const std::map<std::string, Figures>& units() const { return units_; }

    [[nodiscard]] const std::map<std::string, Figures>& days() const { return of_days_; }

  private:
    void add_open(const model::Ticket& ticket);
    void add_plain(const model::Ticket& ticket, const std::vector<model::PastRound>& past);
    void add(const model::MeasuredPromise& promise);

    const model::Instant now_;
    const std::set<std::string> days_;
    int tickets_ = 0;
    std::map<std::string, Figures> units_;
    std::map<std::string, Figures> of_days_;
};

}  // namespace huiying::desk
