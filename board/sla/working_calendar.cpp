#include "board/sla/working_calendar.hpp"

namespace huiying::sla {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

sys_days first_of(int year) {
    return sys_days{std::chrono::year{year} / std::chrono::January / 1};
}

DayKind kind_of_weekday(sys_days day) {
    const std::chrono::weekday weekday{day};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday ? DayKind::weekend
                                                                              : DayKind::weekday;
}

}  // namespace

WorkingCalendar::WorkingCalendar(const model::CalendarFacts& facts) : version_(facts.version) {
    for (const auto& [year, notice] : facts.years)
        notices_.emplace(year, Notice{notice.standing, notice.source});
    name_days(facts);
    sum_up();
}

void WorkingCalendar::name_days(const model::CalendarFacts& facts) {
    // A later notice may name days of the December before it: it has the last word.
    for (const auto& [year, notice] : facts.years)
        for (const auto& [day, name] : notice.holidays)
            special_.insert_or_assign(day, SpecialDay{false, name, year});
    // A day worked in lieu wins over a day off, whichever notice names it.
    for (const auto& [year, notice] : facts.years)
        for (const auto& [day, name] : notice.workdays)
            special_.insert_or_assign(day, SpecialDay{true, name, year});
}

void WorkingCalendar::sum_up() {
    sums_.emplace_back();
    if (notices_.empty())
        return;
    first_ = first_of(notices_.begin()->first);
    const auto end = first_of(notices_.rbegin()->first + 1);
    sums_.reserve(static_cast<std::size_t>((end - first_).count()) + 1);
    for (auto date = first_; date < end; date += days{1}) {
        auto sums = sums_.back();
        const auto known = day(date);
        if (known && known->is_working()) {
            working_.push_back(static_cast<std::int32_t>(index_of(date)));
            ++sums.working;
        }
        sums.uncovered += known ? 0 : 1;
        sums.provisional += known && known->provisional ? 1 : 0;
        sums_.push_back(sums);
    }
}

std::ptrdiff_t WorkingCalendar::index_of(sys_days day) const {
    return (day - first_).count();
}

bool WorkingCalendar::is_counted_from(std::ptrdiff_t index) const {
    return index >= 0 && index + 1 < static_cast<std::ptrdiff_t>(sums_.size());
}

bool WorkingCalendar::covers(int year) const {
    return notices_.contains(year);
}

std::optional<model::CalendarStanding> WorkingCalendar::standing(int year) const {
    const auto found = notices_.find(year);
    return found == notices_.end() ? std::nullopt : std::optional(found->second.standing);
}

int WorkingCalendar::first_uncovered_year(model::Date date) const {
    auto year = static_cast<int>(date.year());
    while (covers(year))
        ++year;
    return year;
}

model::Result<CalendarDay> WorkingCalendar::day(model::Date date) const {
    const auto own = date.ok() ? notices_.find(static_cast<int>(date.year())) : notices_.end();
    if (own == notices_.end())
        return model::Errc::calendar_not_covered;
    const sys_days day{date};
    const auto is_provisional = [](const Notice& notice) {
        return notice.standing == model::CalendarStanding::provisional;
    };
    const auto found = special_.find(day);
    if (found == special_.end())
        return CalendarDay{
            kind_of_weekday(day), {}, own->second.source, is_provisional(own->second)};
    const auto& special = found->second;
    const auto& notice = notices_.at(special.notice);
    return CalendarDay{
        special.working ? DayKind::worked_in_lieu : DayKind::holiday,
        special.name,
        notice.source,
        is_provisional(own->second) || is_provisional(notice)};
}

model::Result<bool> WorkingCalendar::is_working_day(model::Date date) const {
    const auto known = day(date);
    if (!known)
        return {boost::system::in_place_error, known.error()};
    return known->is_working();
}

model::Result<WorkdaySum> WorkingCalendar::working_days(sys_days after, sys_days until) const {
    if (until <= after)
        return WorkdaySum{};
    const auto from = index_of(after) + 1;
    const auto to = index_of(until);
    if (!is_counted_from(from) || !is_counted_from(to))
        return model::Errc::calendar_not_covered;
    const auto& before = sums_[static_cast<std::size_t>(from)];
    const auto& all = sums_[static_cast<std::size_t>(to) + 1];
    if (all.uncovered != before.uncovered)
        return model::Errc::calendar_not_covered;
    return WorkdaySum{all.working - before.working, all.provisional != before.provisional};
}

model::Result<CountedDay> WorkingCalendar::nth_working_day_after(model::Date date, int nth) const {
    if (nth < 1 || !date.ok())
        return model::Errc::bad_request;
    const auto from = index_of(sys_days{date}) + 1;
    if (!is_counted_from(from))
        return no_end(date);
    const auto& before = sums_[static_cast<std::size_t>(from)];
    const auto wanted = static_cast<std::size_t>(before.working) + static_cast<std::size_t>(nth);
    if (wanted > working_.size())
        return no_end(date);
    const std::ptrdiff_t found = working_[wanted - 1];
    const auto& all = sums_[static_cast<std::size_t>(found) + 1];
    if (all.uncovered != before.uncovered || found - from >= kMaxDays)
        return no_end(date);
    return CountedDay{first_ + days{found}, all.provisional != before.provisional};
}

model::Errc WorkingCalendar::no_end(model::Date date) const {
    const sys_days day{date};
    return working_days(day, day + days{kMaxDays}) ? model::Errc::search_too_long
                                                   : model::Errc::calendar_not_covered;
}

std::string WorkingCalendar::day_name(model::Date date) const {
    const auto known = day(date);
    if (!known)
        return {};
    const std::string name(known->name);
    return known->kind == DayKind::worked_in_lieu ? name + "（调休上班）" : name;
}

}  // namespace huiying::sla
