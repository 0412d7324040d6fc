// The parts of assisting units (协办) in a ticket: each asked for with its own date, ended by an
// opinion, by whoever asked, or with the matter itself. Private to this room.
#pragma once

#include "board/desk/assist_wanted.hpp"
#include "board/desk/ticket_move.hpp"
#include "board/store/assist_repository.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

/// As board/workflow asks for them. nullopt: there is no such unit, or it does not work any more.
[[nodiscard]] std::optional<std::vector<workflow::AssistAsked>> asked_of(
    const TownSnapshot& town, const std::vector<AssistWanted>& wanted
);

/// Writes down what is asked of a unit; returns its sentence for the history.
std::string begin_part(MoveContext& context, const AssistWanted& wanted);

/// What a move ends: parts whose clock it cancels, and that of a unit that leads from now on.
void end_parts(MoveContext& context);

/// Units that take part, for those who watch the ticket.
[[nodiscard]] std::vector<std::string> assisting_units(
    store::Connection& connection, model::TicketId ticket
);

}  // namespace huiying::desk
