#include "board/desk/pace.hpp"

#include "board/desk/period_figures.hpp"
#include "board/model/instant.hpp"
#include "catch.hpp"

namespace huiying {
namespace {

using desk::Comparison;
using desk::forecast_of;
using desk::UnitLoad;
using std::chrono::days;
using std::chrono::sys_days;

sys_days day(const char* iso) {
    return sys_days{*model::parse_iso_date(iso)};
}

const sys_days kToday = day("2026-11-26");

/// Two a working day.
UnitLoad load_of(int overdue, std::vector<desk::DueLoad> due) {
    return {.overdue = overdue, .days = std::move(due), .replied = 40, .workdays = 20};
}

TEST_CASE("what a unit can answer in time is not said to be late", "[desk]") {
    const auto forecast = forecast_of(load_of(0, {{kToday, 2, 1}, {kToday + days{1}, 2, 2}}));
    CHECK(forecast.pace == Approx(2));
    CHECK(forecast.open == 4);
    CHECK(forecast.late == 0);
    CHECK_FALSE(forecast.first_late);
}

TEST_CASE("what goes beyond the pace is late, the overdue ones worked off first", "[desk]") {
    const auto forecast =
        forecast_of(load_of(3, {{kToday, 1, 1}, {kToday + days{1}, 1, 2}, {kToday + days{4}, 9, 3}})
        );
    CHECK(forecast.open == 11);
    // Owed until each day 4, 5, 14; done by then 2, 4, 6.
    CHECK(forecast.late == 1 + 1 + 8);
    CHECK(forecast.first_late == kToday);
    CHECK(forecast.last_late == kToday + days{4});
}

TEST_CASE("of one day no more are late than are due on it", "[desk]") {
    CHECK(forecast_of(load_of(100, {{kToday, 1, 1}})).late == 1);
}

TEST_CASE("without a reply in 28 days there is nothing to go by", "[desk]") {
    const auto forecast = forecast_of({.overdue = 5, .days = {{kToday, 3, 1}}, .workdays = 20});
    CHECK_FALSE(forecast.pace);
    CHECK(forecast.open == 3);
    CHECK(forecast.late == 0);
}

TEST_CASE(
    "a period is compared with as many days before, a month with the month before", "[desk]"
) {
    const auto compared = [](const char* from, const char* to, Comparison comparison) {
        const auto span = desk::compared_span({day(from), day(to)}, comparison);
        return model::to_iso(model::Date{span.from}) + " " + model::to_iso(model::Date{span.to});
    };
    CHECK(compared("2026-11-20", "2026-11-26", Comparison::before) == "2026-11-13 2026-11-19");
    CHECK(compared("2026-03-01", "2026-03-31", Comparison::before) == "2026-02-01 2026-02-28");
    CHECK(compared("2026-01-01", "2026-01-31", Comparison::before) == "2025-12-01 2025-12-31");
    CHECK(compared("2026-03-01", "2026-03-30", Comparison::before) == "2026-01-30 2026-02-28");
    CHECK(compared("2028-02-01", "2028-02-29", Comparison::year_ago) == "2027-02-01 2027-02-28");
    CHECK(compared("2026-11-26", "2026-11-26", Comparison::year_ago) == "2025-11-26 2025-11-26");
}

}  // namespace
}  // namespace huiying
