#include "board/sla/working_hours.hpp"

#include "catch.hpp"
#include "moments.hpp"
#include "town_calendar.hpp"

using namespace huiying;
using namespace std::chrono_literals;
using sla::hours_due;
using sla::HoursPlan;
using sla::Span;
using sla::WorkingHours;
using test::day;
using test::errc;
using test::local;
using test::official;

namespace {

std::chrono::sys_days date(const std::string& iso) {
    return std::chrono::sys_days{day(iso)};
}

/// 09:00-11:30 and 13:00-17:00.
HoursPlan office() {
    return {.ordinary = {{9h, 11h + 30min}, {13h, 17h}}};
}

std::string due_of(const HoursPlan& plan, const char* received, std::chrono::minutes budget) {
    const auto hours = WorkingHours::of(plan).value();
    const auto due = hours_due(official(), hours, {local(received), budget}).value().due.value();
    return model::to_rfc3339(due).substr(0, 19);
}

}  // namespace

TEST_CASE("a budget runs in office hours only, over breaks, nights and days off", "[sla]") {
    const auto [received, budget, due] =
        GENERATE(table<const char*, std::chrono::minutes, const char*>({
            {"2026-11-23T09:00:00", 60min, "2026-11-23T10:00:00"},
            {"2026-11-23T11:00:00", 60min, "2026-11-23T13:30:00"},
            {"2026-11-23T12:00:00", 60min, "2026-11-23T14:00:00"},
            {"2026-11-23T16:30:00", 4h, "2026-11-24T14:00:00"},
            // Friday to Monday
            {"2026-11-27T16:00:00", 2h, "2026-11-30T10:00:00"},
            // over National Day to the Saturday worked in lieu
            {"2026-10-09T16:59:30", 1min, "2026-10-10T09:00:30"},
            {"2026-09-30T16:00:00", 2h, "2026-10-08T10:00:00"},
            // three whole days
            {"2026-11-23T08:00:00", 3 * 390min, "2026-11-25T17:00:00"},
        }));
    CAPTURE(received);
    CHECK(due_of(office(), received, budget) == due);
}

TEST_CASE("a budget that is used up at closing time ends then", "[sla]") {
    CHECK(due_of(office(), "2026-11-23T16:00:00", 1h) == "2026-11-23T17:00:00");
    CHECK(due_of(office(), "2026-11-23T11:00:00", 30min) == "2026-11-23T11:30:00");
}

TEST_CASE("hours of a weekday stand in for the ordinary ones", "[sla]") {
    auto plan = office();
    plan.weekdays[5] = {{9h, 12h}};  // Fridays are short
    CHECK(due_of(plan, "2026-11-27T11:00:00", 2h) == "2026-11-30T10:00:00");
    // A Saturday worked in lieu has ordinary hours unless the plan says otherwise.
    CHECK(due_of(plan, "2026-10-10T08:00:00", 2h) == "2026-10-10T11:00:00");
    plan.weekdays[6] = {{10h, 12h}};
    CHECK(due_of(plan, "2026-10-10T08:00:00", 1h) == "2026-10-10T11:00:00");
    CHECK(due_of(plan, "2026-11-28T08:00:00", 1h) == "2026-11-30T10:00:00");
}

TEST_CASE("special days have exactly their own hours", "[sla]") {
    auto plan = office();
    plan.special[date("2026-11-24")] = {{9h, 10h}};
    plan.special[date("2026-11-25")] = {};
    plan.special[date("2026-10-01")] = {{10h, 12h}};
    CHECK(due_of(plan, "2026-11-24T09:30:00", 1h) == "2026-11-26T09:30:00");
    CHECK(due_of(plan, "2026-10-01T09:00:00", 1h) == "2026-10-01T11:00:00");
    // A special day is known without a calendar.
    plan.special[date("2027-01-01")] = {{9h, 10h}};
    CHECK(due_of(plan, "2027-01-01T08:00:00", 1h) == "2027-01-01T10:00:00");
    const auto hours = WorkingHours::of(plan).value();
    CHECK(hours.is_special(day("2026-11-25")));
    CHECK(
        errc(hours_due(official(), hours, {local("2027-01-01T08:00:00"), 2h})) ==
        model::Errc::calendar_not_covered
    );
}

TEST_CASE("a pause takes out the working time it covers and no more", "[sla]") {
    const auto hours = WorkingHours::of(office()).value();
    const auto due = [&](const sla::PauseLedger& pauses) {
        return hours_due(official(), hours, {local("2026-11-23T10:00:00"), 2h}, pauses).value().due;
    };
    CHECK(due({}) == local("2026-11-23T13:30:00"));
    CHECK(
        due(test::paused({{"2026-11-23T10:15:00", "2026-11-23T10:30:00"}})) ==
        local("2026-11-23T13:45:00")
    );
    CHECK(
        due(test::paused({{"2026-11-23T11:30:00", "2026-11-23T13:00:00"}})) ==
        local("2026-11-23T13:30:00")
    );
    CHECK(
        due(test::paused({{"2026-11-23T09:00:00", "2026-11-23T16:30:00"}})) ==
        local("2026-11-24T10:30:00")
    );
    CHECK(due(test::paused({{"2026-11-23T11:00:00", ""}})) == std::nullopt);
    CHECK(due(test::paused({{"2026-11-23T13:30:00", ""}})) == local("2026-11-23T13:30:00"));
}

TEST_CASE("hours that cannot be are refused", "[sla]") {
    const auto plan = GENERATE(
        HoursPlan{.ordinary = {{9h, 9h}}},
        HoursPlan{.ordinary = {{17h, 9h}}},
        HoursPlan{.ordinary = {{9h, 25h}}},
        HoursPlan{.ordinary = {{-1h, 9h}}},
        HoursPlan{},
        HoursPlan{.ordinary = {{9h, 12h}}, .breaks = {{8h, 13h}}},
        HoursPlan{.ordinary = {{9h, 12h}}, .breaks = {{13h, 8h}}},
        HoursPlan{.ordinary = {{9h, 12h}}, .weekdays = {{7, {{9h, 12h}}}}},
        HoursPlan{.ordinary = {{9h, 12h}}, .weekdays = {{1, {{12h, 9h}}}}},
        HoursPlan{.ordinary = {{9h, 12h}}, .special = {{date("2026-01-01"), {{12h, 9h}}}}}
    );
    CHECK(errc(WorkingHours::of(plan)) == model::Errc::bad_request);
}

TEST_CASE("a budget of nothing is refused, one of years ends with an error", "[sla]") {
    const auto hours = WorkingHours::of(office()).value();
    CHECK(
        errc(hours_due(official(), hours, {local("2020-01-01T08:00:00"), 0min})) ==
        model::Errc::bad_request
    );
    CHECK(
        errc(hours_due(official(), hours, {local("2020-01-01T08:00:00"), 3000h})) ==
        model::Errc::search_too_long
    );
}

TEST_CASE("a provisional year that was looked at is said", "[sla]") {
    const sla::WorkingCalendar calendar(test::town_calendar(2026, 2027));
    const auto hours = WorkingHours::of(office()).value();
    const auto reading = hours_due(calendar, hours, {local("2026-12-31T16:30:00"), 1h}).value();
    CHECK(reading.due == local("2027-01-04T09:30:00"));
    CHECK(reading.provisional);
    CHECK_FALSE(hours_due(calendar, hours, {local("2026-12-31T15:30:00"), 1h}).value().provisional);
}

TEST_CASE("the length of an ordinary day leaves out its breaks", "[sla]") {
    CHECK(WorkingHours::of(office()).value().ordinary_day() == 390min);
    const HoursPlan plan{.ordinary = {{9h, 17h}}, .breaks = {{12h, 13h}}};
    CHECK(WorkingHours::of(plan).value().ordinary_day() == 420min);
}
