// Open tickets with what is due on them, and who answers for each: the person or the unit that has
// it in hand, and the managers over them. Private to this room. Made inside a transaction.
#pragma once

#include "board/desk/colleagues.hpp"
#include "board/desk/town.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/ladder.hpp"

#include <functional>
#include <string>
#include <vector>

namespace huiying::desk {

struct AnswerableTicket {
    store::TicketRecord record;
    std::vector<workflow::Deadline> deadlines;
    std::vector<model::StaffId> people;  ///< without repetition
};

/// Calls `use` for every open ticket that is not paused; only those of `unit` where it is not
/// empty.
void for_each_answerable(
    store::Connection& connection,
    const TownSnapshot& town,
    const Colleagues& colleagues,
    const std::string& unit,
    const std::function<void(const AnswerableTicket&)>& use
);

/// Whether a manager answers for everything of this unit: the own one, or any for the lead office.
[[nodiscard]] bool is_manager_over(
    const model::Staff& staff, const std::string& unit, const std::string& lead_unit
);

}  // namespace huiying::desk
