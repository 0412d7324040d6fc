// The edge cases that broke other ticket systems, as far as they are the clock's: one test each,
// E1 to E36. The rest (which event stops which clock, merging, firing, re-notifying) is tested
// where tickets and timers are; docs/clocks.md lists both.
#include "board/sla/disclosure_clock.hpp"
#include "board/sla/message_clock.hpp"
#include "board/sla/periods.hpp"
#include "board/sla/working_hours.hpp"
#include "catch.hpp"
#include "moments.hpp"
#include "town_calendar.hpp"

#include <cstdlib>
#include <ctime>

using namespace huiying;
using namespace std::chrono_literals;
using model::Errc;
using sla::HoursPlan;
using sla::WorkingHours;
using test::day;
using test::errc;
using test::local;
using test::official;
using test::paused;

namespace {

/// Due date of the five-day promise, "2026-11-30".
std::string five_days_after(
    const std::string& received, const sla::WorkingCalendar& calendar = official()
) {
    const auto due = sla::final_due(calendar, model::ClockPolicy{}, local(received)).value().at;
    return model::to_iso(model::local_date(due));
}

std::string hours_after(
    const HoursPlan& plan,
    const std::string& received,
    std::chrono::minutes budget,
    const sla::PauseLedger& pauses = {}
) {
    const auto hours = WorkingHours::of(plan).value();
    const auto due = sla::hours_due(official(), hours, {local(received), budget}, pauses);
    return model::to_rfc3339(due.value().due.value()).substr(0, 16);
}

/// 09:00-17:00.
HoursPlan nine_to_five() {
    return {.ordinary = {{9h, 17h}}};
}

std::chrono::sys_days date(const std::string& iso) {
    return std::chrono::sys_days{day(iso)};
}

}  // namespace

TEST_CASE("E1: a start on Thursday or Friday counts on over a holiday", "[sla]") {
    // Labour Day 2026: Friday 1 to Tuesday 5 May off, Saturday 9 worked in lieu.
    CHECK(five_days_after("2026-04-30T09:00:00") == "2026-05-11");
    CHECK(five_days_after("2026-04-24T09:00:00") == "2026-05-06");
}

TEST_CASE(
    "E2: receipt on Friday, Saturday and Sunday shares one due date, Monday is one later", "[sla]"
) {
    CHECK(five_days_after("2026-11-20T09:00:00") == "2026-11-27");
    CHECK(five_days_after("2026-11-21T09:00:00") == "2026-11-27");
    CHECK(five_days_after("2026-11-22T09:00:00") == "2026-11-27");
    CHECK(five_days_after("2026-11-23T09:00:00") == "2026-11-30");
}

TEST_CASE("E3: the end of February, with and without a leap day", "[sla]") {
    CHECK(five_days_after("2024-02-27T09:00:00") == "2024-03-05");
    CHECK(five_days_after("2024-02-29T09:00:00") == "2024-03-07");
    CHECK(five_days_after("2023-02-28T09:00:00") == "2023-03-07");
    CHECK(five_days_after("2025-02-27T09:00:00") == "2025-03-06");
}

TEST_CASE(
    "E4: on the due day at 23:59 not overdue, at 00:01 after it overdue, in any zone", "[sla]"
) {
    const auto due = local("2026-11-23T23:59:59");
    CHECK_FALSE(sla::is_breached(due, std::nullopt, local("2026-11-23T23:59:00")));
    CHECK_FALSE(sla::is_breached(due, std::nullopt, test::at("2026-11-23T15:59:59Z")));
    CHECK(sla::is_breached(due, std::nullopt, local("2026-11-24T00:01:00")));
    CHECK(sla::is_breached(due, std::nullopt, test::at("2026-11-23T16:01:00Z")));
    CHECK(sla::is_breached(due, std::nullopt, test::at("2026-11-23T11:01:00-05:00")));
}

TEST_CASE("E5: 23:59 and 00:01 in Shanghai are two days, though one in UTC", "[sla]") {
    CHECK(five_days_after("2026-11-19T23:59:00") == "2026-11-26");
    CHECK(five_days_after("2026-11-20T00:01:00") == "2026-11-27");
}

TEST_CASE(
    "E6: calendar days that end on a day off roll on, those that end before it do not", "[sla]"
) {
    const auto due = [](const std::string& from, int days) {
        return model::to_iso(
            model::local_date(sla::calendar_days_due(official(), {day(from), days}).value().at)
        );
    };
    CHECK(due("2026-11-13", 15) == "2026-11-30");  // Saturday
    CHECK(due("2026-11-14", 15) == "2026-11-30");  // Sunday
    CHECK(due("2026-09-16", 15) == "2026-10-08");  // National Day
    CHECK(due("2026-09-15", 15) == "2026-09-30");  // the day before it
    CHECK(due("2026-09-25", 15) == "2026-10-10");  // a Saturday worked in lieu
}

TEST_CASE(
    "E7: before opening, after closing and on a day off a budget waits for the opening", "[sla]"
) {
    CHECK(hours_after(nine_to_five(), "2026-11-23T07:00:00", 1h) == "2026-11-23T10:00");
    CHECK(hours_after(nine_to_five(), "2026-11-23T18:00:00", 1h) == "2026-11-24T10:00");
    CHECK(hours_after(nine_to_five(), "2026-11-28T12:00:00", 1h) == "2026-11-30T10:00");
}

TEST_CASE("E8: Friday 16:00 and two hours is Monday 10:00", "[sla]") {
    CHECK(hours_after(nine_to_five(), "2026-11-27T16:00:00", 2h) == "2026-11-30T10:00");
}

TEST_CASE("E9: a budget may span three days", "[sla]") {
    CHECK(hours_after(nine_to_five(), "2026-11-23T16:00:00", 11h) == "2026-11-25T11:00");
}

TEST_CASE("E10: days of unequal length are spent at their own length", "[sla]") {
    auto plan = nine_to_five();
    plan.weekdays[2] = {{9h, 20h}};  // Tuesdays
    CHECK(hours_after(plan, "2026-11-23T16:00:00", 11h) == "2026-11-24T19:00");
    CHECK(hours_after(plan, "2026-11-23T16:00:00", 13h) == "2026-11-25T10:00");
}

TEST_CASE("E11: a day open round the clock has 24 hours, no minute lost at midnight", "[sla]") {
    const HoursPlan plan{.ordinary = {{0h, 24h}}};
    CHECK(hours_after(plan, "2026-11-23T00:00:00", 24h) == "2026-11-24T00:00");
    CHECK(hours_after(plan, "2026-11-23T23:59:00", 2min) == "2026-11-24T00:01");
    CHECK(hours_after(plan, "2026-11-23T00:00:00", 48h) == "2026-11-25T00:00");
}

TEST_CASE("E12: a span that ends at 00:00 and hours without any are refused", "[sla]") {
    CHECK(errc(WorkingHours::of({.ordinary = {{18h, 0h}}})) == Errc::bad_request);
    CHECK(errc(WorkingHours::of({})) == Errc::bad_request);
    CHECK(
        errc(sla::read_clock(sla::WorkingCalendar({}), {day("2026-11-23"), 5})) ==
        Errc::calendar_not_covered
    );
}

TEST_CASE("E13: a day is off while a notice names it and works again when it does not", "[sla]") {
    auto facts = test::town_calendar(2026, 2026);
    CHECK(five_days_after("2026-11-20T09:00:00", sla::WorkingCalendar(facts)) == "2026-11-27");
    facts.years[2026].holidays.emplace(date("2026-11-25"), "临时放假");
    CHECK(five_days_after("2026-11-20T09:00:00", sla::WorkingCalendar(facts)) == "2026-11-30");
    facts.years[2026].holidays.erase(date("2026-11-25"));
    CHECK(five_days_after("2026-11-20T09:00:00", sla::WorkingCalendar(facts)) == "2026-11-27");
}

TEST_CASE("E14: a message received on a holiday counts from that holiday on", "[sla]") {
    CHECK(five_days_after("2025-10-01T09:00:00") == "2025-10-14");
    CHECK(five_days_after("2025-10-08T23:59:59") == "2025-10-14");
    CHECK(five_days_after("2025-10-09T00:00:00") == "2025-10-15");
}

TEST_CASE("E15: pauses from the start, again and again, over lunch, night and holiday", "[sla]") {
    const auto due = [](const sla::PauseLedger& pauses) {
        return sla::read_clock(official(), {day("2026-09-28"), 5}, pauses).value().due.value();
    };
    CHECK(due({}) == local("2026-10-10T23:59:59"));
    // from receipt on
    CHECK(due(paused({{"2026-09-28T09:00:00", "2026-09-29T09:00:00"}})) == due({}));
    // over one night, two times
    CHECK(
        due(paused(
            {{"2026-09-28T09:00:00", "2026-09-30T09:00:00"},
             {"2026-10-09T20:00:00", "2026-10-10T08:00:00"}}
        )) == local("2026-10-13T23:59:59")
    );
    // over lunch, and over the holiday alone
    CHECK(due(paused({{"2026-09-29T12:00:00", "2026-09-29T13:00:00"}})) == due({}));
    CHECK(due(paused({{"2026-10-01T00:00:00", "2026-10-08T00:00:00"}})) == due({}));
    // in working hours the lunch break is free, working time is not
    const HoursPlan plan{.ordinary = {{9h, 12h}, {13h, 17h}}};
    const auto lunch = paused({{"2026-11-23T12:00:00", "2026-11-23T13:00:00"}});
    CHECK(hours_after(plan, "2026-11-23T11:00:00", 2h, lunch) == "2026-11-23T14:00");
    const auto night = paused({{"2026-11-23T16:00:00", "2026-11-24T10:00:00"}});
    CHECK(hours_after(plan, "2026-11-23T15:00:00", 2h, night) == "2026-11-24T11:00");
}

TEST_CASE("E16: the same facts under an edited calendar give its date, and its version", "[sla]") {
    auto facts = test::town_calendar(2026, 2026);
    const auto before = sla::due_times(
        sla::WorkingCalendar(facts), model::ClockPolicy{}, local("2026-11-20T09:00:00")
    );
    facts.version = "edited";
    facts.years[2026].holidays.emplace(date("2026-11-25"), "临时放假");
    const auto after = sla::due_times(
        sla::WorkingCalendar(facts), model::ClockPolicy{}, local("2026-11-20T09:00:00")
    );
    CHECK(after.final_due.value() - before.final_due.value() == std::chrono::days{3});
    CHECK(before.calendar_version == "cn-2026");
    CHECK(after.calendar_version == "edited");
}

TEST_CASE("E17: several breaks, one over a whole span, over an edge, and an empty one", "[sla]") {
    HoursPlan plan{
        .ordinary = {{9h, 12h}, {13h, 17h}, {19h, 20h}},
        .breaks = {{10h, 10h + 15min}, {11h, 11h}, {11h + 30min, 13h + 30min}, {18h, 21h}}};
    // 09:00-10:00, 10:15-11:30, 13:30-17:00
    CHECK(WorkingHours::of(plan).value().ordinary_day() == 5h + 45min);
    CHECK(hours_after(plan, "2026-11-23T09:00:00", 2h + 15min) == "2026-11-23T11:30");
    CHECK(hours_after(plan, "2026-11-23T09:00:00", 3h + 15min) == "2026-11-23T14:30");
    CHECK(hours_after(plan, "2026-11-23T09:00:00", 6h) == "2026-11-24T09:15");
}

TEST_CASE(
    "E18: a Saturday worked in lieu inside the count, as day of receipt and as due day", "[sla]"
) {
    CHECK(five_days_after("2026-02-12T09:00:00") == "2026-02-26");  // 14 February counts
    CHECK(five_days_after("2026-02-14T09:00:00") == "2026-02-28");  // received on one, due on one
    CHECK(five_days_after("2025-01-26T09:00:00") == "2025-02-08");
    CHECK(five_days_after("2025-09-28T09:00:00") == "2025-10-11");
    const model::ClockPolicy next_day{
        .message = model::MessagePolicy::next_working_day, .close = 17h + 30min};
    CHECK(
        sla::response_due(official(), next_day, local("2026-10-10T10:00:00")).value().at ==
        local("2026-10-10T17:30:00")
    );
}

TEST_CASE("E19: a date that one notice takes off and another works is worked", "[sla]") {
    auto facts = test::town_calendar(2025, 2026);
    facts.years[2025].holidays.emplace(date("2025-12-28"), "元旦");
    facts.years[2026].workdays.emplace(date("2025-12-28"), "元旦");
    const sla::WorkingCalendar calendar(facts);
    CHECK(calendar.is_working_day(day("2025-12-28")).value());
    CHECK(calendar.day(day("2025-12-28"))->kind == sla::DayKind::worked_in_lieu);
}

TEST_CASE(
    "E20: a due date in an unpublished year is provisional, and exact when it is published", "[sla]"
) {
    const sla::WorkingCalendar provisional(test::town_calendar(2026, 2027));
    const auto due =
        sla::due_times(provisional, model::ClockPolicy{}, local("2026-12-30T09:00:00"));
    CHECK(due.provisional);
    CHECK(due.final_due == local("2027-01-07T23:59:59"));
    auto facts = test::town_calendar(2026, 2027);
    facts.years[2027].standing = model::CalendarStanding::official;
    facts.years[2027].workdays.emplace(date("2027-01-03"), "元旦");
    const auto exact = sla::due_times(
        sla::WorkingCalendar(facts), model::ClockPolicy{}, local("2026-12-30T09:00:00")
    );
    CHECK_FALSE(exact.provisional);
    CHECK(exact.final_due == local("2027-01-06T23:59:59"));
    const auto unknown =
        sla::due_times(official(), model::ClockPolicy{}, local("2026-12-30T09:00:00"));
    CHECK(unknown.provisional);
    CHECK(unknown.final_due == std::nullopt);
}

TEST_CASE("E21: an amendment in the middle of a year moves due dates later, and earlier", "[sla]") {
    // On 27 January 2020 Spring Festival was prolonged by three days.
    auto facts = test::town_calendar(2020, 2020);
    auto& notice = facts.years[2020];
    for (const auto* prolonged : {"2020-01-31", "2020-02-01", "2020-02-02"})
        notice.holidays.erase(date(prolonged));
    notice.workdays.erase(date("2020-02-03"));
    notice.workdays.emplace(date("2020-02-01"), "春节");
    CHECK(five_days_after("2020-01-22T09:00:00", sla::WorkingCalendar(facts)) == "2020-02-04");
    CHECK(five_days_after("2020-01-22T09:00:00") == "2020-02-06");
    // A day that becomes one worked in lieu moves them earlier.
    auto earlier = test::town_calendar(2020, 2020);
    earlier.years[2020].workdays.emplace(date("2020-02-08"), "春节");
    CHECK(five_days_after("2020-02-04T09:00:00") == "2020-02-11");
    CHECK(five_days_after("2020-02-04T09:00:00", sla::WorkingCalendar(earlier)) == "2020-02-10");
}

TEST_CASE("E22: days of December that only next year's notice names count for this year", "[sla]") {
    auto facts = test::town_calendar(2022, 2023);
    // Friday 30 December 2022 off, Saturday 31 worked: named by the notice for 2023 alone.
    facts.years[2023].holidays.emplace(date("2022-12-30"), "元旦");
    facts.years[2022].holidays.erase(date("2022-12-31"));
    facts.years[2023].workdays.emplace(date("2022-12-31"), "元旦");
    const sla::WorkingCalendar calendar(facts);
    CHECK_FALSE(calendar.is_working_day(day("2022-12-30")).value());
    CHECK(calendar.is_working_day(day("2022-12-31")).value());
    CHECK(calendar.day(day("2022-12-31"))->source == facts.years[2023].source);
}

TEST_CASE("E23: a half day closes early on its date and on no other", "[sla]") {
    auto plan = nine_to_five();
    plan.special[date("2026-02-13")] = {{9h, 12h}};
    CHECK(hours_after(plan, "2026-02-13T11:00:00", 2h) == "2026-02-14T10:00");
    CHECK(hours_after(plan, "2026-02-12T16:00:00", 2h) == "2026-02-13T10:00");
}

TEST_CASE("E24: two pauses in the same minute both count", "[sla]") {
    const auto pauses = paused(
        {{"2026-11-23T10:00:10", "2026-11-23T10:00:20"},
         {"2026-11-23T10:00:30", "2026-11-23T10:00:40"}}
    );
    CHECK(pauses.spans().size() == 2);
    const auto hours = WorkingHours::of(nine_to_five()).value();
    CHECK(
        sla::hours_due(official(), hours, {local("2026-11-23T09:00:00"), 2h}, pauses).value().due ==
        local("2026-11-23T11:00:20")
    );
}

TEST_CASE("E25: a pause shorter than a second is none", "[sla]") {
    const auto pauses = paused({{"2026-11-23T23:59:59.100", "2026-11-23T23:59:59.900"}});
    CHECK(pauses.spans().empty());
    CHECK(
        sla::read_clock(official(), {day("2026-11-20"), 5}, pauses).value().due ==
        local("2026-11-27T23:59:59")
    );
}

TEST_CASE("E26: pauses after the due date, however many, neither move nor mend it", "[sla]") {
    std::vector<std::pair<std::string, std::string>> reopened;
    for (int i = 10; i < 28; ++i)
        reopened.push_back(
            {"2026-12-" + std::to_string(i) + "T10:00:00",
             "2026-12-" + std::to_string(i) + "T18:00:00"}
        );
    const auto reading =
        sla::read_clock(official(), {day("2026-11-20"), 5}, paused(reopened)).value();
    CHECK(reading.due == local("2026-11-27T23:59:59"));
    CHECK(sla::is_breached(reading.due, local("2026-12-09T10:00:00"), local("2026-12-28T10:00:00"))
    );
}

TEST_CASE("E27: a response in the second in which a pause begins is a response", "[sla]") {
    const auto responded = local("2026-11-23T10:00:00");
    const auto clock = sla::message_clock(
        official(),
        model::ClockPolicy{},
        {.received_at = local("2026-11-23T09:00:00"),
         .pauses = paused({{"2026-11-23T10:00:00", ""}})}
    );
    CHECK(sla::is_on_time(responded, clock.response.value().at));
    CHECK_FALSE(sla::is_breached(clock.response.value().at, responded, local("2026-11-25T10:00:00"))
    );
    CHECK(clock.final_reply.value().due == std::nullopt);
}

TEST_CASE(
    "E29: an amended application restarts its 20 days, whatever channel it came by", "[sla]"
) {
    const auto clock = sla::disclosure_clock(
        official(),
        sla::kEndOfDay,
        {.received_at = local("2025-01-06T09:00:00"), .corrected_at = local("2025-01-20T11:00:00")}
    );
    CHECK(clock.value().reply.value().due == local("2025-02-21T23:59:59"));
}

TEST_CASE("E31: a reply after the due date is late, also when nobody looked in between", "[sla]") {
    const auto due = local("2026-11-23T17:00:00");
    const auto long_after = local("2026-11-30T09:00:00");
    CHECK(sla::is_breached(due, local("2026-11-23T17:00:01"), long_after));
    CHECK_FALSE(sla::is_breached(due, local("2026-11-23T16:59:59"), long_after));
}

TEST_CASE("E35: a calendar without working days ends the search with an error", "[sla]") {
    model::CalendarFacts facts;
    for (int year = 2024; year <= 2028; ++year) {
        facts.years[year].year = year;
        for (auto off = date(std::to_string(year) + "-01-01");
             off < date(std::to_string(year + 1) + "-01-01");
             off += std::chrono::days{1})
            facts.years[year].holidays.emplace(off, "停摆");
    }
    const sla::WorkingCalendar calendar(facts);
    CHECK(errc(sla::read_clock(calendar, {day("2025-01-01"), 1})) == Errc::search_too_long);
    CHECK(errc(sla::calendar_days_due(calendar, {day("2025-01-01"), 15})) == Errc::search_too_long);
    const auto hours = WorkingHours::of(nine_to_five()).value();
    CHECK(
        errc(sla::hours_due(calendar, hours, {local("2025-01-01T09:00:00"), 1h})) ==
        Errc::search_too_long
    );
}

TEST_CASE("E36: the server's time zone and a clock stepped backwards change nothing", "[sla]") {
    const char* before = std::getenv("TZ");
    const std::string kept = before ? before : "";
    for (const auto* zone : {"UTC", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"}) {
        ::setenv("TZ", zone, 1);
        ::tzset();
        CAPTURE(zone);
        CHECK(five_days_after("2026-11-19T23:59:00") == "2026-11-26");
        CHECK(five_days_after("2026-11-20T00:01:00") == "2026-11-27");
    }
    before ? ::setenv("TZ", kept.c_str(), 1) : ::unsetenv("TZ");
    ::tzset();
    // Only the three timestamps count: looked at before and after the step alike.
    const auto due = local("2026-11-23T17:00:00");
    CHECK(sla::is_breached(due, local("2026-11-23T17:30:00"), local("2026-11-23T18:00:00")));
    CHECK(sla::is_breached(due, local("2026-11-23T17:30:00"), local("2026-11-23T16:00:00")));
}
