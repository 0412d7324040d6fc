// What a message becomes when it is taken in: its subject, where its ticket lies first, and how the
// history says so. Private to this room. Pure.
#pragma once

#include "board/model/inbound_message.hpp"
#include "board/model/ticket.hpp"
#include "board/model/workflow_rules.hpp"

#include <string>
#include <utility>
#include <vector>

namespace huiying::desk {

/// The subject, or for a message that has none its beginning.
[[nodiscard]] std::string subject_of(const model::InboundMessage& message);

/// Accepted by rule and given to the unit that routing names, unless the town does either by hand.
[[nodiscard]] model::TicketState first_state(
    const std::string& unit, const model::WorkflowRules& rules
);

/// Whether the acceptance notice can name the unit already.
[[nodiscard]] bool is_with_unit(model::TicketState state);

/// The history's word, and the beginning of its sentence; the reasons of routing follow.
[[nodiscard]] std::pair<std::string, std::string> first_step(
    const model::Ticket& ticket, const std::string& unit_name
);

/// Routing's reasons as the history shows them.
[[nodiscard]] std::string joined_reasons(const std::vector<std::string>& reasons);

}  // namespace huiying::desk
