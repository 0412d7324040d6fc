// What is due at the desk, and who answers for each: of open tickets the person or the unit that
// has it in hand, of opinions the unit that owes it, of promises the unit that made it; and the
// managers over them. Private to this room. Made inside a transaction.
#pragma once

#include "board/desk/colleagues.hpp"
#include "board/desk/town.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/ladder.hpp"

#include <functional>
#include <string>
#include <vector>

namespace huiying::desk {

/// A ticket's own dates together; an opinion and a promise each by itself.
struct Answerable {
    const store::TicketRecord& record;
    std::string unit;  ///< code of whose it is; of an opinion the assisting one
    std::vector<workflow::Deadline> deadlines;
    std::vector<model::StaffId> people;  ///< without repetition
};

/// Calls `use` for whatever somebody answers for: nothing of a paused ticket; no promise while its
/// matter is taken up again. At least what concerns `unit`, everything where that is empty.
void for_each_answerable(
    store::Connection& connection,
    const TownSnapshot& town,
    const Colleagues& colleagues,
    const std::string& unit,
    const std::function<void(const Answerable&)>& use
);

/// Whether a manager answers for everything of this unit: the own one, or any for the lead office.
[[nodiscard]] bool is_manager_over(
    const model::Staff& staff, const std::string& unit, const std::string& lead_unit
);

}  // namespace huiying::desk
