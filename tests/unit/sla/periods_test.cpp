#include "board/sla/periods.hpp"

#include "catch.hpp"
#include "moments.hpp"
#include "town_calendar.hpp"

using namespace huiying;
using namespace std::chrono_literals;
using sla::calendar_days_due;
using sla::Remaining;
using test::day;
using test::errc;
using test::local;
using test::official;

TEST_CASE("working days left are counted to the due date, overdue ones from it", "[sla]") {
    const auto [due, now, expected] = GENERATE(table<const char*, const char*, Remaining>({
        {"2026-10-10T23:59:59", "2026-09-29T10:00:00", Remaining{false, 4, 0, false}},
        {"2026-09-28T23:59:59", "2026-09-28T23:59:59", Remaining{false, 0, 0, false}},
        {"2026-09-28T23:59:59", "2026-09-29T00:00:00", Remaining{true, 0, 1, false}},
        {"2025-01-26T17:30:00", "2025-01-25T12:00:00", Remaining{false, 1, 0, false}},
        {"2024-04-30T23:59:59", "2024-05-06T09:00:00", Remaining{true, 0, 1, false}},
        {"2026-09-28T17:00:00", "2026-09-28T18:00:00", Remaining{true, 0, 0, false}},
    }));
    CAPTURE(due, now);
    CHECK(sla::remaining_workdays(official(), local(due), local(now)).value() == expected);
}

TEST_CASE("years overdue are counted too, uncovered ones are not", "[sla]") {
    const auto due = local("2020-01-02T23:59:59");
    CHECK(
        sla::remaining_workdays(official(), due, local("2026-01-02T00:00:00"))
            .value()
            .overdue_workdays > 1400
    );
    CHECK(
        errc(sla::remaining_workdays(official(), due, local("2027-01-01T00:00:00"))) ==
        model::Errc::calendar_not_covered
    );
    const sla::WorkingCalendar calendar(test::town_calendar(2026, 2027));
    CHECK(sla::remaining_workdays(
              calendar, local("2026-12-31T23:59:59"), local("2027-01-01T00:00:00")
    )
              .value()
              .provisional);
}

TEST_CASE("petitions' 15, 60 and 90 calendar days end on a working day", "[sla]") {
    const auto [from, days, expected] = GENERATE(table<const char*, int, const char*>({
        {"2026-11-02", 15, "2026-11-17T23:59:59"},
        {"2026-09-17", 15, "2026-10-08T23:59:59"},  // 2 October is a holiday
        {"2026-08-28", 60, "2026-10-27T23:59:59"},
        {"2026-08-03", 60, "2026-10-08T23:59:59"},
        {"2026-07-12", 90, "2026-10-10T23:59:59"},  // a Saturday worked in lieu
        {"2026-07-13", 90, "2026-10-12T23:59:59"},  // Sunday, rolls to Monday
    }));
    CAPTURE(from, days);
    CHECK(calendar_days_due(official(), {day(from), days}).value().at == local(expected));
}

TEST_CASE("calendar days need the calendar of their end alone", "[sla]") {
    CHECK(calendar_days_due(official(), {day("2006-12-20"), 15}).has_value());
    CHECK(
        errc(calendar_days_due(official(), {day("2026-12-20"), 15})) ==
        model::Errc::calendar_not_covered
    );
    const sla::WorkingCalendar calendar(test::town_calendar(2026, 2027));
    CHECK(calendar_days_due(calendar, {day("2026-12-20"), 15}).value().provisional);
    CHECK_FALSE(calendar_days_due(calendar, {day("2026-12-15"), 15}).value().provisional);
    CHECK(
        calendar_days_due(calendar, {day("2026-11-02"), 15, 17h}).value().at ==
        local("2026-11-17T17:00:00")
    );
}

TEST_CASE("no or too many calendar days are refused", "[sla]") {
    CHECK(errc(calendar_days_due(official(), {day("2020-01-01"), 0})) == model::Errc::bad_request);
    CHECK(calendar_days_due(official(), {day("2020-01-01"), 400}).has_value());
    CHECK(
        errc(calendar_days_due(official(), {day("2020-01-01"), 401})) ==
        model::Errc::search_too_long
    );
    // 400 days end on a Saturday: the next working day is too far.
    CHECK(
        errc(calendar_days_due(official(), {day("2020-01-03"), 400})) ==
        model::Errc::search_too_long
    );
}
