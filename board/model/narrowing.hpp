// What a person looks for within a list of tickets, beside words. Made by web, kept to by store.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/inbound_message.hpp"
#include "board/model/instant.hpp"
#include "board/model/ticket_state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huiying::model {

/// What is empty does not narrow.
struct Narrowing {
    std::vector<TicketState> states;
    std::vector<std::string> units;  ///< codes; "" = not routed yet
    std::vector<Kind> kinds;
    std::vector<std::string> channels;
    std::optional<Instant> received_from;
    std::optional<Instant> received_before;
    std::optional<StaffId> holder;  ///< who has it in hand
    std::optional<Instant> due_before;
};

}  // namespace huiying::model
