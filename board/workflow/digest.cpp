#include "board/workflow/digest.hpp"

#include "board/sla/working_calendar.hpp"

#include <algorithm>
#include <tuple>

namespace huiying::workflow {

using std::chrono::sys_days;

model::Result<Digest> digest_of(
    const sla::WorkingCalendar& calendar, std::vector<OpenDeadline> open, model::Instant now
) {
    const auto today = model::local_date(now);
    const auto next = calendar.nth_working_day_after(today, 1);
    if (next.has_error())
        return next.error();
    std::sort(open.begin(), open.end(), [](const auto& a, const auto& b) {
        return std::tie(a.due, a.number, a.clock, a.unit) <
               std::tie(b.due, b.number, b.clock, b.unit);
    });
    Digest digest;
    for (auto& deadline : open) {
        const sys_days day(model::local_date(deadline.due));
        if (deadline.due < now)
            digest.overdue.push_back(std::move(deadline));
        else if (day == sys_days(today))
            digest.today.push_back(std::move(deadline));
        else if (day <= sys_days(next->date))
            digest.next_working_day.push_back(std::move(deadline));
    }
    return digest;
}

}  // namespace huiying::workflow
