// What a town sets about its workflow: limits and habits, as values. Used by workflow (which judges
// by them), desk (which keeps them in the record), web. The promise of the plan holds where nothing
// is set.
#pragma once

namespace huiying::model {

/// Whether what comes in is accepted by rule, or lies until a dispatcher accepts it.
enum class Acceptance { automatic, by_person };

/// Whether a unit must confirm what it is given. Signing starts no clock: they run since receipt.
enum class Signing { not_needed, needed };

/// Whether a final reply by phone needs a reviewer even where a written one does not.
enum class PhoneReview { needed, not_needed };

enum class Pausing { not_allowed, allowed };

/// What meets 当天有回应: 收件回执, 受理告知, 人工联系 or a sure answer. A higher grade meets the
/// lower ones too.
enum class ResponseGrade { receipt, acceptance, contact };

struct WorkflowRules {
    Acceptance acceptance = Acceptance::automatic;
    Signing signing = Signing::not_needed;
    PhoneReview phone_review = PhoneReview::needed;
    Pausing pausing = Pausing::not_allowed;
    ResponseGrade response = ResponseGrade::acceptance;
    int max_returns = 2;             ///< of one ticket, by all units together
    int max_extension_workdays = 0;  ///< in total; 0: the promise is never extended
    int max_reworks = 1;             ///< that a citizen's discontent starts by itself
    int rework_workdays = 3;         ///< within which a rework is answered again
    /// Calendar days after which a reply is closed on which the citizen says nothing; 0: never.
    int close_after_days = 30;

    friend bool operator==(const WorkflowRules&, const WorkflowRules&) = default;
};

}  // namespace huiying::model
