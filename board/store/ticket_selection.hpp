// The tickets behind a figure, page by page: what the tally counts, said again as conditions on
// tickets. Newest receipt first, but the due ones by their date. Used by desk inside
// Database::read.
#pragma once

#include "board/store/tally_repository.hpp"
#include "board/store/ticket_repository.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huiying::store {

struct SelectionWanted {
    model::Selection what = model::Selection::received;
    std::string value;
    model::DaySpan span;
    model::Instant now{};
    std::string after;  ///< key of the last row of the page before
    int limit = 50;
};

/// A value that is none of its kind finds nothing.
[[nodiscard]] TicketPage select_tickets(
    Connection& connection, const TallyScope& scope, const SelectionWanted& wanted
);

/// How many there are, at most `bound` are counted.
[[nodiscard]] int count_selected(
    Connection& connection, const TallyScope& scope, const SelectionWanted& wanted, int bound
);

}  // namespace huiying::store
