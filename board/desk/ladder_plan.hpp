// The rungs of a ticket's ladder, from its dates: worked out each time, never stored. Private to
// this room, used by escalation, recount and digests. No I/O.
#pragma once

#include "board/desk/parts.hpp"
#include "board/desk/town.hpp"
#include "board/store/commitment_repository.hpp"
#include "board/workflow/ladder.hpp"

#include <optional>
#include <vector>

namespace huiying::desk {

/// The due times of a ticket that nothing has stopped yet and that do not stand still.
[[nodiscard]] std::vector<workflow::Deadline> deadlines_of(
    const model::Ticket& ticket, model::Instant since
);

/// Opinions that are open and have a date.
[[nodiscard]] std::vector<workflow::Deadline> part_deadlines(
    const std::string& number, const std::vector<store::AssistRow>& parts
);

/// What a reply promised runs until it is kept, whatever else is over.
[[nodiscard]] workflow::Deadline commitment_deadline(
    const TownSnapshot& town, const model::Ticket& ticket, const store::CommitmentRow& commitment
);

/// What has a ladder of its own beside the ticket's dates.
struct LadderBeside {
    std::vector<store::AssistRow> parts;
    std::optional<store::CommitmentRow> commitment;  ///< that is not kept yet
};

/// All rungs of a ticket, by time; those before `since` are not among them.
[[nodiscard]] std::vector<workflow::PlannedRung> ladder_of(
    const TownSnapshot& town,
    const model::Ticket& ticket,
    model::Instant since,
    const LadderBeside& beside = {}
);

/// A due time is its own version: a new one has a ladder of its own.
[[nodiscard]] std::int64_t ladder_version(model::Instant due);

}  // namespace huiying::desk
