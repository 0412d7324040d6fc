// Reads a ticket's proceedings from the record. Private to this room.
#pragma once

#include "board/desk/proceedings.hpp"
#include "board/desk/town.hpp"
#include "board/store/course_repository.hpp"
#include "board/store/ticket_repository.hpp"
#include "board/workflow/ticket_facts.hpp"

namespace huiying::desk {

struct ProceedingsSource {
    store::Connection& connection;
    const store::TicketRecord& record;
    const store::Course& course;
    const workflow::TicketFacts& facts;
    const std::vector<model::HistoryEntry>& history;
    const TownSnapshot& town;
    model::Instant now{};
};

/// Its part of read_proceedings().
void read_course(const ProceedingsSource& source, Proceedings& proceedings);

[[nodiscard]] Proceedings read_proceedings(const ProceedingsSource& source);

/// Of `source`'s ticket, for `staff`.
[[nodiscard]] std::vector<JoinedView> joined_for(
    const model::Staff& staff, const ProceedingsSource& source
);

}  // namespace huiying::desk
