// The report that goes back to a body that passed matters on: its columns. Private to this room.
#pragma once

#include "board/desk/town.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/store/upstream_repository.hpp"
#include "sheets/table.hpp"

#include <string>
#include <vector>

namespace huiying::desk {

/// A ticket with what the report says of it.
struct Reported {
    store::TicketRecord record;
    std::string reply;  ///< the latest, or ""
    std::vector<store::UpstreamQuestion> questions;
};

/// The heading first. What is restricted names no unit.
[[nodiscard]] sheets::Rows report_rows(
    const TownSnapshot& town, const std::vector<Reported>& reported
);

}  // namespace huiying::desk
