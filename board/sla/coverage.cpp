#include "board/sla/coverage.hpp"

#include <array>

namespace huiying::sla {

namespace {

constexpr std::array<std::chrono::month_day, 5> kAlwaysOff{
    std::chrono::January / 1,
    std::chrono::May / 1,
    std::chrono::October / 1,
    std::chrono::October / 2,
    std::chrono::October / 3};

void find_missing_holidays(const model::CalendarFacts& facts, Coverage& coverage) {
    for (const auto& [year, notice] : facts.years) {
        for (const auto& day : kAlwaysOff) {
            const model::Date date{std::chrono::year{year}, day.month(), day.day()};
            if (!notice.holidays.contains(std::chrono::sys_days{date}))
                coverage.missing_holidays.push_back(date);
        }
    }
}

NextYear state_of(const model::CalendarFacts& facts, int year, model::Date today) {
    const auto found = facts.years.find(year);
    if (found != facts.years.end() && found->second.standing == model::CalendarStanding::official)
        return NextYear::official;
    if (today.month() < std::chrono::November)
        return NextYear::not_due_yet;
    return found == facts.years.end() ? NextYear::missing : NextYear::provisional;
}

}  // namespace

std::vector<ChangedDay> changed_days(
    const WorkingCalendar& before, const WorkingCalendar& after, int year
) {
    // A notice may name days of the December before and of the January after.
    const std::chrono::sys_days first{std::chrono::year{year - 1} / std::chrono::December / 1};
    const std::chrono::sys_days end{std::chrono::year{year + 1} / std::chrono::February / 1};
    std::vector<ChangedDay> changed;
    for (auto day = first; day < end; day += std::chrono::days{1}) {
        const auto old_day = before.is_working_day(day);
        const auto new_day = after.day(day);
        if (!new_day)
            continue;
        const bool is_plain =
            new_day->kind == DayKind::weekday || new_day->kind == DayKind::weekend;
        if (old_day ? *old_day == new_day->is_working() : is_plain)
            continue;
        changed.push_back(
            {day, old_day ? std::optional(*old_day) : std::nullopt, new_day->is_working()}
        );
    }
    return changed;
}

Coverage coverage_of(const model::CalendarFacts& facts, model::Date today) {
    Coverage coverage;
    coverage.next_year = static_cast<int>(today.year()) + 1;
    coverage.next = state_of(facts, coverage.next_year, today);
    find_missing_holidays(facts, coverage);
    if (facts.years.empty())
        return coverage;
    for (int year = facts.years.begin()->first; year < facts.years.rbegin()->first; ++year)
        if (!facts.years.contains(year))
            coverage.gaps.push_back(year);
    return coverage;
}

}  // namespace huiying::sla
