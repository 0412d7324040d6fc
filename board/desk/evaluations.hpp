// What a reply was worth (评价): said by the citizen, or recorded by the office when calling back,
// never by the unit. Discontent starts a rework (重办). Thread rule: safe from any thread;
// blocking.
#pragma once

#include "board/desk/desk_uses.hpp"
#include "board/desk/tickets.hpp"
#include "board/model/grounds.hpp"

namespace huiying::store {
class Connection;
}

namespace huiying::desk {

struct MadeMove;
class TownSnapshot;

struct EvaluationGiven {
    std::optional<model::Satisfaction> grade;
    std::string reason;   ///< needed where dissatisfied
    std::string summary;  ///< of the call back; needed where the office records it
};

/// A citizen's evaluation inside a transaction of somebody else's, who announces its events after
/// the commit. Throws MoveRefused where it is not allowed. Private to this room.
MadeMove evaluate_within(
    store::Connection& connection,
    const TownSnapshot& town,
    const std::string& number,
    const EvaluationGiven& given,
    model::Instant now
);

class Evaluations {
  public:
    explicit Evaluations(DeskUses uses) : uses_(std::move(uses)) {}

    // Errors of all: not_found, forbidden, move_not_allowed, already_evaluated, reason_needed,
    // text_too_long.

    /// REQUIRES: the number and its query code were found to belong together.
    [[nodiscard]] model::Result<Moved> by_citizen(
        const std::string& number, const EvaluationGiven& given
    );
    /// Errors besides: version_conflict, summary_needed.
    [[nodiscard]] model::Result<Moved> by_office(
        const model::Staff& staff, const TicketRef& ref, const EvaluationGiven& given
    );
    /// The office wants it done again, whatever the citizen says. Errors besides:
    /// version_conflict.
    [[nodiscard]] model::Result<Moved> order_rework(
        const model::Staff& staff, const TicketRef& ref, const std::string& reason
    );

  private:
    const DeskUses uses_;
};

}  // namespace huiying::desk
