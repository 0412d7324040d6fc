// When a notice may reach a colleague: in working hours of a working day, and what falls into one
// window together. Used by ladder, by whoever sends notices. Pure, safe from any thread.
#pragma once

#include "board/model/errc.hpp"
#include "board/model/instant.hpp"

#include <chrono>

namespace huiying::sla {
class WorkingCalendar;
}

namespace huiying::workflow {

/// Setting of the town. REQUIRES: opens < closes, both within the day, window > 0.
struct NoticeHours {
    std::chrono::minutes opens{8 * 60 + 30};  ///< and the digest goes out then
    std::chrono::minutes closes{17 * 60};     ///< first minute that is out of hours
    std::chrono::minutes window{30};          ///< what is due within it is one notice
};

/// `at` where notices may go out then, else the next opening. Errors: calendar_not_covered.
[[nodiscard]] model::Result<model::Instant> next_notice_instant(
    const sla::WorkingCalendar& calendar, const NoticeHours& hours, model::Instant at
);

/// Start of the window that `at` lies in, counted from the opening of its day: notices of one
/// person with the same start are sent as one.
[[nodiscard]] model::Instant window_of(const NoticeHours& hours, model::Instant at);

/// The working day that is `count` before `date`; with 0 `date` itself or, on a rest day, the last
/// working day before. Errors: calendar_not_covered; bad_request when count < 0 or none is found.
[[nodiscard]] model::Result<model::Date> working_day_before(
    const sla::WorkingCalendar& calendar, model::Date date, int count
);

}  // namespace huiying::workflow
