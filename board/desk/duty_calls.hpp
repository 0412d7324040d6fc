// Calls to who is on duty: one person after the other until somebody answers, then the office's
// managers. Each step is a fired rung of its own, so that no clock does it twice. Private to this
// room; made inside a transaction.
#pragma once

#include "board/desk/colleagues.hpp"
#include "board/desk/town.hpp"
#include "board/store/alarm_repository.hpp"
#include "board/store/duty_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/ladder.hpp"
#include "board/workflow/ticket_facts.hpp"

#include <optional>
#include <string>

namespace huiying::desk {

/// Notices to everybody of them; and to who stands in for one who is away, where they may see the
/// ticket. `notice` without its staff.
void tell(
    store::AlarmRepository& alarms,
    const Colleagues& colleagues,
    const std::vector<model::Staff>& people,
    const workflow::TicketFacts& facts,
    store::NoticeRecord notice
);

class DutyCalls {
  public:
    DutyCalls(
        store::Connection& connection,
        const TownSnapshot& town,
        const Colleagues& colleagues,
        model::Instant now
    );

    /// The rung of this key has told the first on duty, if there is one: from now on they have time
    /// to answer.
    void begin(const workflow::TicketFacts& facts, const store::FiredRung& rung);

    /// Whether the ticket's calls say anything now; then tells the next ones. The sentences for its
    /// history.
    std::vector<std::string> go_on(
        const store::TicketRecord& record, const workflow::TicketFacts& facts
    );

    /// When the ticket's calls must be looked at again.
    std::optional<model::Instant> next(model::TicketId ticket);

  private:
    /// One call whose time is over; its sentence, "" when it was answered.
    std::string step(
        store::DutyCall& call, const store::TicketRecord& record, const workflow::TicketFacts& facts
    );
    bool is_over(const store::DutyCall& call, const model::Ticket& ticket);
    /// Who is told next: the next on duty, else the managers.
    std::vector<model::Staff> next_people(store::DutyCall& call, const workflow::TicketFacts& facts)
        const;

    store::DutyRepository duty_;
    store::AlarmRepository alarms_;
    const TownSnapshot& town_;
    const Colleagues& colleagues_;
    const model::Instant now_;
};

}  // namespace huiying::desk
