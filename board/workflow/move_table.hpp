// The one table of allowed moves: a row says in which states which parties may make a move, and
// under which condition of the facts. What is not in it is not allowed. Private to this room. Pure.
#pragma once

#include "board/workflow/moves.hpp"

#include <span>

namespace huiying::workflow {

using States = EnumSet<model::TicketState>;

/// A fact without which a row does not exist.
using Condition = bool (*)(const TicketFacts&);

struct MoveRow {
    Move move;
    States from;
    Parties by;
    Condition only_if = nullptr;  ///< nullptr: always
};

[[nodiscard]] std::span<const MoveRow> move_table();

/// Who may make the move now, whoever they are; nobody: the state or a fact forbids it.
[[nodiscard]] Parties parties_for(Move move, const TicketFacts& ticket);

/// Whose move it is, whatever the state: of the rows whose condition holds, or, where none does, of
/// all.
[[nodiscard]] Parties parties_ever(Move move, const TicketFacts& ticket);

inline constexpr States kWorking{
    model::TicketState::handling,
    model::TicketState::drafted,
    model::TicketState::sent_back,
    model::TicketState::rework};

}  // namespace huiying::workflow
