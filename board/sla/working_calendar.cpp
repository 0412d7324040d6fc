#include "board/sla/working_calendar.hpp"

#include <utility>

namespace huiying::sla {

namespace {

int year_of(std::chrono::sys_days day) {
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

}  // namespace

WorkingCalendar::WorkingCalendar(const model::CalendarFacts& facts) : version_(facts.version) {
    for (const auto& [year, notice] : facts.years) {
        years_.emplace(year, notice.standing);
        for (const auto& [day, name] : notice.holidays)
            special_.emplace(day, SpecialDay{false, name});
    }
    // A day worked in lieu wins over a day off, whichever notice names it.
    for (const auto& [year, notice] : facts.years) {
        for (const auto& [day, name] : notice.workdays)
            special_.insert_or_assign(day, SpecialDay{true, name});
    }
}

bool WorkingCalendar::covers(int year) const {
    return years_.contains(year);
}

std::optional<model::CalendarStanding> WorkingCalendar::standing(int year) const {
    const auto found = years_.find(year);
    return found == years_.end() ? std::nullopt : std::optional(found->second);
}

model::Result<bool> WorkingCalendar::is_working_day(model::Date date) const {
    if (!date.ok() || !covers(static_cast<int>(date.year())))
        return {boost::system::in_place_error, model::Errc::calendar_not_covered};
    const std::chrono::sys_days day{date};
    if (const auto found = special_.find(day); found != special_.end())
        return found->second.working;
    const std::chrono::weekday weekday{day};
    return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

model::Result<CountedDay> WorkingCalendar::nth_working_day_after(model::Date date, int nth) const {
    if (nth < 1 || !date.ok())
        return model::Errc::bad_request;
    std::chrono::sys_days day{date};
    bool provisional = false;
    int counted = 0;
    for (int walked = 0; walked < kMaxDays; ++walked) {
        day += std::chrono::days{1};
        const auto working = is_working_day(day);
        if (!working)
            return working.error();
        provisional |= standing(year_of(day)) == model::CalendarStanding::provisional;
        counted += *working ? 1 : 0;
        if (counted == nth)
            return CountedDay{day, provisional};
    }
    return model::Errc::bad_request;
}

std::string WorkingCalendar::day_name(model::Date date) const {
    if (!date.ok())
        return {};
    const auto found = special_.find(std::chrono::sys_days{date});
    if (found == special_.end() || !covers(static_cast<int>(date.year())))
        return {};
    return found->second.working ? found->second.name + "（调休上班）" : found->second.name;
}

}  // namespace huiying::sla
