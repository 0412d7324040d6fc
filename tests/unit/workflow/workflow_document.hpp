// docs/workflow.md as tables, and the code's own answers in the same form, so that each can be held
// to the other.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huiying::test {

/// Who may make a move in a state, and where it leads. Marks by party word: "●" or "○".
struct MoveCell {
    std::string name;                          ///< of the move, in Chinese
    std::map<std::string, std::string> marks;  ///< parties that may not are missing
    std::set<std::string> targets;             ///< "=" for the same state, "before"
};

/// By state and move.
using MoveCells = std::map<std::pair<std::string, std::string>, MoveCell>;
/// Rows of another table by their first cell, each cell trimmed, without backquotes.
using Rows = std::map<std::string, std::vector<std::string>>;

struct WorkflowDocument {
    MoveCells moves;
    Rows states;  ///< word -> Chinese name, ...
    Rows events;  ///< word -> origin, action of each clock
    Rows rungs;   ///< word -> Chinese name, clock, day, at, to
};

/// Throws std::runtime_error about a table that it cannot read, or a move that stands twice.
WorkflowDocument parse_workflow(std::string_view markdown);

/// What the code says: every state, move and party, asked in all situations of situations.hpp.
MoveCells moves_of_the_code();
Rows states_of_the_code();
Rows events_of_the_code();
Rows rungs_of_the_code();

/// One line a difference; none when both say the same.
std::vector<std::string> differences(const MoveCells& document, const MoveCells& code);
std::vector<std::string> differences(const Rows& document, const Rows& code);

}  // namespace huiying::test
