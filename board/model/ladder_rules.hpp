// The numbers of the ladder that a town sets: when who is reminded, in which hours notices go out,
// when the digest comes, how long somebody on duty has to answer. Used by desk (which keeps them in
// the record and plans by them), web. Plain values.
#pragma once

#include <chrono>
#include <string_view>

namespace huiying::model {

/// Days are working days, times of day count from midnight.
struct LadderRules {
    int remind_before = 1;    ///< the final due date
    int draft_by = 3;         ///< day of the promise; a longer one does not move it
    int review_by = 4;        ///< day of the promise
    int supervise_after = 1;  ///< the final due date
    int report_after = 5;     ///< the final due date
    std::chrono::minutes response_warning{120};     ///< before the response is due
    std::chrono::minutes notice_from{8 * 60 + 30};  ///< notices go out from then on
    std::chrono::minutes notice_to{17 * 60};        ///< first minute that is out of hours
    std::chrono::minutes digest_at{8 * 60 + 30};    ///< of a working day
    std::chrono::minutes duty_wait{15};             ///< then the next one on duty is called

    friend bool operator==(const LadderRules&, const LadderRules&) = default;
};

/// Least and most of a number.
struct LadderBounds {
    int least = 0;
    int most = 0;
};

inline constexpr LadderBounds kRemindBefore{1, 10};
inline constexpr LadderBounds kBudgetDay{1, 60};
inline constexpr LadderBounds kDaysAfter{1, 60};
inline constexpr LadderBounds kWarningMinutes{5, 720};
inline constexpr LadderBounds kDutyMinutes{1, 240};

/// The field that is out of its bounds or does not go with the others ("review_by" before
/// "draft_by", "report_after" before "supervise_after", "notice_to" not after "notice_from",
/// "digest_at" outside of them); empty when all is well.
[[nodiscard]] std::string_view wrong_field(const LadderRules& rules);

}  // namespace huiying::model
