// What a citizen does with the own ticket by number and query code. Wrong codes are counted with
// those of the status page. Thread rule: safe from any thread; blocking.
#pragma once

#include "board/desk/citizen_status.hpp"
#include "board/desk/evaluations.hpp"
#include "board/desk/supervision.hpp"

#include <string>

namespace huiying::desk {

class CitizenMoves {
  public:
    CitizenMoves(const DeskUses& uses, CitizenStatus& status)
        : uses_(uses), status_(status), evaluations_(uses), supervision_(uses) {}

    // Errors of all: those of CitizenStatus::prove, not_found (still on its way to the record),
    // move_not_allowed.

    /// Errors besides: already_evaluated, reason_needed, bad_request (no grade), text_too_long.
    [[nodiscard]] model::Result<Moved> evaluate(
        const CitizenProof& proof, const EvaluationGiven& given
    );

    /// 催办, once a day. Errors besides: reminded_already.
    [[nodiscard]] model::Result<Moved> remind(const CitizenProof& proof);

    /// Nobody need work on it any more. Errors besides: text_too_long.
    [[nodiscard]] model::Result<Moved> withdraw(
        const CitizenProof& proof, const std::string& reason
    );

    /// What was published is off the board at once, what was proposed is void (PIPL article 15:
    /// consent is withdrawn as easily as it was given); the message itself goes on.
    [[nodiscard]] model::Result<void> withdraw_consent(const CitizenProof& proof);

  private:
    const DeskUses uses_;
    CitizenStatus& status_;
    Evaluations evaluations_;
    Supervision supervision_;
};

}  // namespace huiying::desk
