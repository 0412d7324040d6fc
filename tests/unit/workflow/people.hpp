// People and tickets for the tests of this room.
#pragma once

#include "board/workflow/moves.hpp"

#include <string>
#include <utility>
#include <vector>

namespace huiying::test {

inline model::Staff person(std::vector<model::Role> roles, std::string unit, std::int64_t id = 1) {
    model::Staff staff;
    staff.id = {id};
    staff.login = "p" + std::to_string(id);
    staff.unit = std::move(unit);
    staff.roles = std::move(roles);
    return staff;
}

/// A ticket of unit "cjzx" in a town whose lead office is "dzb".
inline workflow::TicketFacts ticket(model::TicketState state) {
    workflow::TicketFacts facts;
    facts.state = state;
    facts.unit = state == model::TicketState::to_dispatch ? "" : "cjzx";
    facts.lead_unit = "dzb";
    return facts;
}

inline workflow::TicketFacts restricted(
    std::vector<std::string> accused, model::TicketState state = model::TicketState::handling
) {
    auto facts = ticket(state);
    facts.unit = "dzb";
    facts.restricted = true;
    facts.accused_units = std::move(accused);
    return facts;
}

}  // namespace huiying::test
