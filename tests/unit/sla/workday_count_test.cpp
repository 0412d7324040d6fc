#include "board/sla/workday_count.hpp"

#include "catch.hpp"
#include "moments.hpp"
#include "town_calendar.hpp"

using namespace huiying;
using namespace std::chrono_literals;
using sla::ClockReading;
using sla::read_clock;
using test::day;
using test::errc;
using test::local;
using test::official;
using test::paused;

namespace {

constexpr auto kHalfPastFive = 17h + 30min;

}  // namespace

TEST_CASE("working days at whose close the clock stood still are not counted", "[sla]") {
    const auto reading = read_clock(
        official(), {day("2026-11-02"), 5}, paused({{"2026-11-04T10:00:00", "2026-11-06T10:00:00"}})
    );
    CHECK(reading.value() == ClockReading{local("2026-11-11T23:59:59"), 2, false});
}

TEST_CASE("a day whose closing time a pause only touches counts by the half-open rule", "[sla]") {
    const auto begins_at_close = read_clock(
        official(),
        {day("2025-03-03"), 5, kHalfPastFive},
        paused({{"2025-03-04T17:30:00", "2025-03-05T09:00:00"}})
    );
    CHECK(begins_at_close.value() == ClockReading{local("2025-03-11T17:30:00"), 1, false});
    const auto ends_at_close = read_clock(
        official(),
        {day("2025-03-10"), 5, kHalfPastFive},
        paused({{"2025-03-11T09:00:00", "2025-03-12T17:30:00"}})
    );
    CHECK(ends_at_close.value() == ClockReading{local("2025-03-18T17:30:00"), 1, false});
}

TEST_CASE("a pause over days off alone, or after the due date, costs nothing", "[sla]") {
    const auto weekend = paused({{"2026-03-07T10:00:00", "2026-03-08T20:00:00"}});
    CHECK(
        read_clock(official(), {day("2026-03-02"), 5}, weekend).value() ==
        ClockReading{local("2026-03-09T23:59:59"), 0, false}
    );
    const auto afterwards = paused({{"2026-03-10T00:00:00", ""}});
    CHECK(
        read_clock(official(), {day("2026-03-02"), 5}, afterwards).value() ==
        ClockReading{local("2026-03-09T23:59:59"), 0, false}
    );
}

TEST_CASE("a pause without end before the due date stops the clock", "[sla]") {
    const auto reading =
        read_clock(official(), {day("2023-12-27"), 5}, paused({{"2023-12-28T10:00:00", ""}}));
    CHECK(reading.value().due == std::nullopt);
}

TEST_CASE("a clock that stands still needs no calendar for what comes after", "[sla]") {
    const auto still = paused({{"2026-12-31T10:00:00", ""}});
    CHECK(read_clock(official(), {day("2026-12-30"), 5}, still).value().due == std::nullopt);
    const auto later = paused({{"2027-01-04T10:00:00", ""}});
    CHECK(
        errc(read_clock(official(), {day("2026-12-30"), 5}, later)) ==
        model::Errc::calendar_not_covered
    );
}

TEST_CASE("the due date is at most 400 days after day 0, pauses included", "[sla]") {
    CHECK(read_clock(official(), {day("2020-01-01"), 260}).has_value());
    CHECK(errc(read_clock(official(), {day("2020-01-01"), 400})) == model::Errc::search_too_long);
    const auto a_year = paused({{"2020-01-02T10:00:00", "2021-01-28T10:00:00"}});
    CHECK(
        read_clock(official(), {day("2020-01-01"), 1}, a_year).value().due ==
        local("2021-01-28T23:59:59")
    );
    const auto two_years = paused({{"2020-01-02T10:00:00", "2022-01-05T10:00:00"}});
    CHECK(
        errc(read_clock(official(), {day("2020-01-01"), 1}, two_years)) ==
        model::Errc::search_too_long
    );
    const auto far = paused({{"2021-06-01T10:00:00", ""}});
    CHECK(
        errc(read_clock(official(), {day("2020-01-01"), 300}, far)) == model::Errc::search_too_long
    );
}

TEST_CASE("a count of nothing is refused", "[sla]") {
    CHECK(errc(read_clock(official(), {day("2020-01-01"), 0})) == model::Errc::bad_request);
    CHECK(errc(read_clock(official(), {model::Date{}, 5})) == model::Errc::bad_request);
}

TEST_CASE("a reading says when it looked at a provisional year", "[sla]") {
    const sla::WorkingCalendar calendar(test::town_calendar(2026, 2027));
    CHECK(read_clock(calendar, {day("2026-12-31"), 5}).value().provisional);
    CHECK_FALSE(read_clock(calendar, {day("2026-12-24"), 5}).value().provisional);
    const auto still = paused({{"2027-01-06T10:00:00", ""}});
    CHECK(read_clock(calendar, {day("2026-12-31"), 5}, still).value().provisional);
}

TEST_CASE("elapsed working days leave out the paused ones", "[sla]") {
    const auto count = [](const char* from, const char* to, const sla::PauseLedger& pauses) {
        return sla::elapsed_workdays(official(), {local(from), local(to)}, pauses).value().days;
    };
    CHECK(count("2023-01-01T00:00:00", "2023-12-31T23:59:59", {}) == 249);
    CHECK(count("2025-09-28T23:59:59", "2025-10-11T00:00:00", {}) == 5);
    CHECK(count("2026-11-23T00:00:00", "2026-11-23T23:59:59", {}) == 0);
    CHECK(count("2026-11-23T00:00:00", "2026-11-20T23:59:59", {}) == 0);
    const auto pauses = paused({{"2026-02-11T10:00:00", "2026-02-25T10:00:00"}});
    CHECK(count("2026-02-01T09:00:00", "2026-03-02T09:00:00", pauses) == 12);
    const auto still = paused({{"2026-02-03T10:00:00", ""}});
    CHECK(count("2026-02-01T09:00:00", "2026-03-02T09:00:00", still) == 1);
    const auto before = paused({{"2026-01-01T10:00:00", "2026-01-28T10:00:00"}});
    CHECK(count("2026-02-01T09:00:00", "2026-02-06T09:00:00", before) == 5);
    CHECK(
        errc(sla::elapsed_workdays(
            official(), {local("2026-12-01T00:00:00"), local("2027-01-01T00:00:00")}
        )) == model::Errc::calendar_not_covered
    );
}
