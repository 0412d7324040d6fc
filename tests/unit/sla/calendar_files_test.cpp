#include "catch.hpp"
#include "town_calendar.hpp"

using namespace huiying;

TEST_CASE("each calendar file covers its own year with a source", "[sla]") {
    const auto facts = test::town_calendar(2007, 2027);
    CHECK(facts.years.size() == 21);
    for (const auto& [year, notice] : facts.years) {
        CAPTURE(year);
        CHECK(notice.year == year);
        CHECK_FALSE(notice.source.empty());
        CHECK((notice.standing == model::CalendarStanding::official) == (year <= 2026));
    }
}

TEST_CASE("official years have days in lieu, and those fall on weekends", "[sla]") {
    // The notice that prolonged Spring Festival 2020 names its first Monday of work.
    const std::chrono::sys_days named_monday{
        std::chrono::year{2020} / std::chrono::February / std::chrono::day{3}};
    const auto facts = test::town_calendar(2007, 2026);
    for (const auto& [year, notice] : facts.years) {
        CAPTURE(year);
        CHECK(notice.workdays.size() >= 4);
        CHECK(notice.holidays.size() >= 20);
        for (const auto& [day, name] : notice.workdays) {
            const std::chrono::weekday weekday{day};
            CAPTURE(model::to_iso(day), name);
            CHECK(
                (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday ||
                 day == named_monday)
            );
            CHECK_FALSE(notice.holidays.contains(day));
        }
    }
}

TEST_CASE("New Year's Day is off in every year, the provisional one included", "[sla]") {
    const auto facts = test::town_calendar(2007, 2027);
    for (const auto& [year, notice] : facts.years) {
        CAPTURE(year);
        const model::Date first{std::chrono::year{year}, std::chrono::January, std::chrono::day{1}};
        CHECK(notice.holidays.contains(std::chrono::sys_days{first}));
    }
    CHECK(facts.years.at(2027).holidays.size() == 13);
    CHECK(facts.years.at(2027).workdays.empty());
}
