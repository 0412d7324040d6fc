#include "board/sla/coverage.hpp"

#include "catch.hpp"
#include "moments.hpp"
#include "town_calendar.hpp"

using namespace huiying;
using sla::NextYear;
using test::day;

TEST_CASE("next year's calendar is missed from 1 November on", "[sla]") {
    const auto [today, state] = GENERATE(table<const char*, NextYear>({
        {"2025-03-01", NextYear::official},
        {"2026-10-31", NextYear::not_due_yet},
        {"2026-11-01", NextYear::provisional},
        {"2027-10-31", NextYear::not_due_yet},
        {"2027-11-01", NextYear::missing},
    }));
    CAPTURE(today);
    const auto coverage = sla::coverage_of(test::town_calendar(2007, 2027), day(today));
    CHECK(coverage.next == state);
    CHECK(coverage.next_year == static_cast<int>(day(today).year()) + 1);
    CHECK(coverage.gaps.empty());
    CHECK(coverage.missing_holidays.empty());
}

TEST_CASE("years without a notice between two that have one are gaps", "[sla]") {
    auto facts = test::town_calendar(2020, 2026);
    facts.years.erase(2022);
    facts.years.erase(2023);
    CHECK(sla::coverage_of(facts, day("2026-03-01")).gaps == std::vector{2022, 2023});
    CHECK(sla::coverage_of({}, day("2026-12-01")).next == NextYear::missing);
}

TEST_CASE("a notice without the days that are off in every year is incomplete", "[sla]") {
    auto facts = test::town_calendar(2026, 2026);
    facts.years[2026].holidays.erase(std::chrono::sys_days{day("2026-10-02")});
    CHECK(
        sla::coverage_of(facts, day("2026-03-01")).missing_holidays ==
        std::vector{day("2026-10-02")}
    );
}

TEST_CASE("what a new calendar changes is listed day by day", "[sla]") {
    const auto facts = test::town_calendar(2025, 2027);
    auto amended = facts;
    amended.years[2026].holidays.erase(std::chrono::sys_days{day("2026-10-07")});
    amended.years[2026].workdays.erase(std::chrono::sys_days{day("2026-10-10")});
    amended.years[2026].holidays.emplace(day("2026-10-08"), "国庆节");
    const std::vector<sla::ChangedDay> expected{
        {day("2026-10-07"), false, true},
        {day("2026-10-08"), true, false},
        {day("2026-10-10"), true, false}};
    const sla::WorkingCalendar before(facts);
    CHECK(sla::changed_days(before, sla::WorkingCalendar(amended), 2026) == expected);
    CHECK(sla::changed_days(before, before, 2026).empty());
}

TEST_CASE("of a year that is new only the days are listed that its weekdays do not tell", "[sla]") {
    const sla::WorkingCalendar before(test::town_calendar(2025, 2025));
    const sla::WorkingCalendar after(test::town_calendar(2025, 2026));
    const auto changed = sla::changed_days(before, after, 2026);
    CHECK(changed.size() == 39);
    CHECK(changed.front() == sla::ChangedDay{day("2026-01-01"), std::nullopt, false});
}
