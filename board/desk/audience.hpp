// Which colleagues an audience of a notice is, for one ticket. Private to this room. Pure.
#pragma once

#include "board/model/staff.hpp"
#include "board/workflow/effects.hpp"
#include "board/workflow/ticket_facts.hpp"

#include <optional>
#include <vector>

namespace huiying::desk {

/// The active people of these audiences who may see the ticket. When there is nobody (a unit
/// without people at the desk), the dispatchers are told instead: no notice goes nowhere while
/// there is one. Of those on duty, in their order, the first who may see the ticket is told; where
/// nobody is, the dispatchers.
[[nodiscard]] std::vector<model::Staff> people_of(
    const workflow::Audiences& audiences,
    const workflow::TicketFacts& ticket,
    const std::vector<model::Staff>& staff,
    const std::vector<model::Staff>& on_duty = {}
);

/// The first of them who may see the ticket.
[[nodiscard]] std::optional<model::Staff> first_on_duty(
    const workflow::TicketFacts& ticket, const std::vector<model::Staff>& on_duty
);

}  // namespace huiying::desk
