// What is open now, what will be late, and who has it: the parts of PeriodFigures beside the
// period.
#include "board/desk/period_figures.hpp"
#include "board/desk/tally_scope.hpp"
#include "board/sla/working_calendar.hpp"
#include "board/store/database.hpp"
#include "board/store/people_repository.hpp"

#include <algorithm>
#include <limits>

namespace huiying::desk {
namespace {

using model::Tally;
using std::chrono::days;
using std::chrono::sys_days;

constexpr std::array<int, 4> kAgeBounds{1, 5, 10, 30};

std::vector<OpenView::Band> empty_bands(sys_days today) {
    std::vector<OpenView::Band> bands;
    int from = 0;
    for (const int bound : kAgeBounds) {
        bands.push_back({today - days{bound}, today - days{from}, 0});
        from = bound + 1;
    }
    bands.push_back({std::nullopt, today - days{from}, 0});
    return bands;
}

void add_age(std::vector<OpenView::Band>& bands, sys_days received, int count) {
    for (auto& band : bands)
        if (!band.from || received >= *band.from) {
            band.count += count;
            return;
        }
}

/// Working days from `today` to `day`, both counted; a day that no calendar covers ends the count.
int workdays_until(const sla::WorkingCalendar& calendar, sys_days today, sys_days day) {
    const auto counted = calendar.working_days(today - days{1}, day);
    return counted ? counted->days : 0;
}

std::map<std::string, UnitLoad> loads_of(
    store::TallyRepository& tally, const sla::WorkingCalendar& calendar, model::Instant now
) {
    const sys_days today{model::local_date(now)};
    std::map<std::string, UnitLoad> loads;
    for (const auto& row : tally.due_days(now)) {
        auto& load = loads[row.unit];
        if (row.day)
            load.days.push_back({*row.day, row.count, workdays_until(calendar, today, *row.day)});
        else
            load.overdue += row.count;
    }
    // A service that is younger is measured from its first day on; of today, which is not over,
    // only where there is no other day.
    const auto first = std::max(tally.first_day().value_or(today), today - kPaceDays);
    const model::DaySpan lately{first, std::max(first, today - days{1})};
    const auto workdays = calendar.working_days(lately.from - days{1}, lately.to);
    for (const auto& [unit, replied] : tally.replied_by_unit(lately)) {
        const auto found = loads.find(unit);
        if (found == loads.end())
            continue;
        found->second.replied = replied;
        found->second.workdays = workdays ? workdays->days : 0;
    }
    return loads;
}

}  // namespace

model::Result<OpenView> PeriodFigures::open(const model::Staff& staff, const PeriodAsked& asked)
    const {
    const auto town = town_.snapshot();
    const auto scope = scope_of(staff, *town, asked);
    if (scope.has_error())
        return scope.error();
    OpenView view{.at = clock_.now()};
    view.ages = empty_bands(sys_days{model::local_date(view.at)});
    database_.read([&](store::Connection& connection) {
        store::TallyRepository tally(connection, *scope);
        for (const auto& [day, counts] : tally.open_by_day()) {
            view.stages += counts;
            if (const auto date = model::parse_iso_date(day))
                add_age(view.ages, sys_days{*date}, counts[Tally::open]);
        }
        for (const auto& [unit, load] : loads_of(tally, town->calendar(), view.at))
            view.units.push_back(
                {unit,
                 unit.empty() ? "待分派" : town->unit_name(unit),
                 load.overdue,
                 forecast_of(load)}
            );
    });
    std::stable_sort(view.units.begin(), view.units.end(), [](const auto& left, const auto& right) {
        return std::pair(left.overdue, left.forecast.late) >
               std::pair(right.overdue, right.forecast.late);
    });
    return view;
}

model::Result<PeopleView> PeriodFigures::people(const model::Staff& staff, const PeriodAsked& asked)
    const {
    const auto town = town_.snapshot();
    const auto scope = scope_of(staff, *town, asked);
    if (scope.has_error())
        return scope.error();
    PeopleView view;
    database_.read([&](store::Connection& connection) {
        store::TallyRepository tally(connection, *scope);
        std::map<std::int64_t, std::string> names;
        for (const auto& person : store::PeopleRepository(connection).staff())
            names[person.id.value] = person.name;
        for (const auto& row : tally.work(asked.span))
            view.people.push_back(
                {row.staff, names[row.staff], town->unit_name(row.unit), row.open, row.replied}
            );
        const auto returns = tally.returns(asked.span);
        for (const auto& row : returns.flows)
            view.returns.push_back(
                {row.unit,
                 town->unit_name(row.unit),
                 row.ruling,
                 row.right_unit,
                 row.right_unit.empty() ? "" : town->unit_name(row.right_unit),
                 row.count}
            );
        view.returned_again = returns.tickets_again;
    });
    std::stable_sort(view.people.begin(), view.people.end(), [](const auto& a, const auto& b) {
        return std::pair(a.open, a.replied) > std::pair(b.open, b.replied);
    });
    return view;
}

}  // namespace huiying::desk
