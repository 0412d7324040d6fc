#include "board/sla/trace.hpp"

#include "catch.hpp"
#include "moments.hpp"
#include "town_calendar.hpp"

using namespace huiying;
using namespace std::chrono_literals;
using model::MessagePolicy;
using sla::DayKind;
using sla::Trace;
using sla::TraceStep;
using test::day;
using test::local;
using test::official;

namespace {

std::vector<TraceStep> steps_of(const Trace& trace) {
    std::vector<TraceStep> steps;
    for (const auto& row : trace.days)
        steps.push_back(row.step);
    return steps;
}

constexpr auto kHalfPastFive = 17h + 30min;

}  // namespace

TEST_CASE("a trace names every date with its reason and its notice", "[sla]") {
    const auto trace = sla::trace_workdays(official(), {day("2026-02-12"), 2});
    REQUIRE(trace.days.size() == 3);
    CHECK(trace.due == local("2026-02-14T23:59:59"));
    CHECK(trace.days[0].step == TraceStep::day_zero);
    CHECK(trace.days[0].count == 0);
    CHECK(trace.days[1].kind == DayKind::weekday);
    CHECK(trace.days[1].count == 1);
    CHECK(trace.days[2].kind == DayKind::worked_in_lieu);
    CHECK(trace.days[2].name == "春节");
    CHECK(trace.days[2].count == 2);
    for (const auto& row : trace.days)
        CHECK(row.source.find("国办发明电〔2025〕7号") == 0);
}

TEST_CASE("holidays, weekends and days off stand in the trace uncounted", "[sla]") {
    const auto trace = sla::trace_workdays(official(), {day("2026-09-30"), 1});
    REQUIRE(trace.days.size() == 9);
    CHECK(trace.days[1].kind == DayKind::holiday);
    CHECK(trace.days[1].name == "国庆节");
    CHECK(trace.days[1].step == TraceStep::day_off);
    CHECK(trace.days[8].date == day("2026-10-08"));
    const auto weekend = sla::trace_workdays(official(), {day("2026-11-27"), 1});
    CHECK(weekend.days[1].kind == DayKind::weekend);
    CHECK(weekend.days[2].kind == DayKind::weekend);
}

TEST_CASE("paused days stand in the trace as paused, a stop ends it", "[sla]") {
    const auto trace = sla::trace_workdays(
        official(),
        {day("2026-11-05"), 2},
        test::paused({{"2026-11-06T10:00:00", "2026-11-09T10:00:00"}})
    );
    using enum TraceStep;
    CHECK(steps_of(trace) == std::vector{day_zero, paused, day_off, day_off, counted, counted});
    const auto still = sla::trace_workdays(
        official(), {day("2026-11-05"), 2}, test::paused({{"2026-11-06T10:00:00", ""}})
    );
    CHECK(steps_of(still) == std::vector{day_zero, stopped});
    CHECK(still.due == std::nullopt);
    CHECK(still.error == std::nullopt);
}

TEST_CASE("a trace that meets an uncovered year ends there and says so", "[sla]") {
    const auto trace = sla::trace_workdays(official(), {day("2026-12-30"), 5});
    using enum TraceStep;
    CHECK(steps_of(trace) == std::vector{day_zero, counted, not_covered});
    CHECK(trace.days.back().date == day("2027-01-01"));
    CHECK(trace.days.back().kind == std::nullopt);
    CHECK(trace.error == model::Errc::calendar_not_covered);
    CHECK(
        sla::trace_workdays(official(), {day("2020-01-01"), 400}).error ==
        model::Errc::search_too_long
    );
}

TEST_CASE("the trace of a response says that the office had closed", "[sla]") {
    const model::ClockPolicy policy{
        .message = MessagePolicy::next_working_day, .close = kHalfPastFive};
    using enum TraceStep;
    const auto late = sla::trace_response(official(), policy, local("2026-11-27T17:30:01"));
    CHECK(steps_of(late) == std::vector{after_close, day_off, day_off, counted});
    CHECK(late.due == local("2026-11-30T17:30:00"));
    const auto in_time = sla::trace_response(official(), policy, local("2026-11-27T17:30:00"));
    CHECK(steps_of(in_time) == std::vector{counted});
    const auto holiday = sla::trace_response(official(), policy, local("2026-10-01T09:00:00"));
    CHECK(holiday.days.size() == 8);
    const auto unknown = sla::trace_response(official(), policy, local("2026-12-31T18:00:00"));
    CHECK(unknown.error == model::Errc::calendar_not_covered);
}

TEST_CASE("the same-day response needs one date and no calendar", "[sla]") {
    const model::ClockPolicy policy{.close = kHalfPastFive};
    const auto trace = sla::trace_response(official(), policy, local("2027-10-01T09:00:00"));
    REQUIRE(trace.days.size() == 1);
    CHECK(trace.days.front().kind == std::nullopt);
    CHECK(trace.due == local("2027-10-01T23:59:59"));
    CHECK(trace.error == std::nullopt);
}

TEST_CASE("the trace of calendar days counts all and rolls off days off", "[sla]") {
    const auto trace = sla::trace_calendar_days(official(), {day("2026-11-25"), 3});
    using enum TraceStep;
    CHECK(steps_of(trace) == std::vector{day_zero, counted, counted, rest_day, rest_day, counted});
    CHECK(trace.days.back().count == 3);
    CHECK(trace.due == local("2026-11-30T23:59:59"));
}

TEST_CASE("the trace of working hours says what each date used", "[sla]") {
    sla::HoursPlan plan{.ordinary = {{9h, 11h + 30min}, {13h, 17h}}};
    plan.special[std::chrono::sys_days{day("2026-11-30")}] = {};
    const auto hours = sla::WorkingHours::of(plan).value();
    const auto trace = sla::trace_hours(
        official(),
        hours,
        {local("2026-11-26T17:30:00"), 8h},
        test::paused({{"2026-12-01T08:00:00", "2026-12-01T18:00:00"}})
    );
    using enum TraceStep;
    CHECK(
        steps_of(trace) ==
        std::vector{after_close, counted, day_off, day_off, closed, paused, counted}
    );
    CHECK(trace.days[1].used == 6h + 30min);
    CHECK(trace.days[1].open.size() == 2);
    CHECK(trace.days.back().used == 1h + 30min);
    CHECK(trace.due == local("2026-12-02T10:30:00"));
    const auto still = sla::trace_hours(
        official(),
        hours,
        {local("2026-11-26T16:30:00"), 8h},
        test::paused({{"2026-11-26T17:00:00", ""}})
    );
    CHECK(steps_of(still) == std::vector{counted, stopped});
    const auto uncovered =
        sla::trace_hours(official(), hours, {local("2026-12-31T16:30:00"), 8h}, {});
    CHECK(steps_of(uncovered) == std::vector{counted, not_covered});
    CHECK(uncovered.error == model::Errc::calendar_not_covered);
}

TEST_CASE("a trace over a provisional year is provisional, day 0 alone makes it not so", "[sla]") {
    const sla::WorkingCalendar calendar(test::town_calendar(2026, 2027));
    const auto trace = sla::trace_workdays(calendar, {day("2026-12-31"), 1});
    CHECK(trace.provisional);
    CHECK_FALSE(trace.days.front().provisional);
    CHECK(trace.days.back().provisional);
    CHECK_FALSE(sla::trace_workdays(calendar, {day("2026-12-30"), 1}).provisional);
}
