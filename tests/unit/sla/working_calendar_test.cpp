#include "board/sla/working_calendar.hpp"

#include "catch.hpp"
#include "town_calendar.hpp"

using namespace huiying;
using sla::WorkingCalendar;

namespace {

model::Date date(const char* iso) {
    return model::parse_iso_date(iso).value();
}

model::Errc errc(const boost::system::error_code& code) {
    return model::errc_of(code);
}

}  // namespace

TEST_CASE("notices beat weekdays, weekdays decide the rest", "[sla]") {
    const WorkingCalendar calendar(test::town_calendar(2024, 2026));
    const auto [iso, working] = GENERATE(table<const char*, bool>({
        {"2026-11-23", true},   // Monday
        {"2026-11-28", false},  // Saturday
        {"2026-11-29", false},  // Sunday
        {"2026-10-01", false},  // Thursday off
        {"2026-10-10", true},   // Saturday in lieu
        {"2026-01-04", true},   // Sunday in lieu
        {"2026-02-28", true},   // Saturday in lieu, end of February
        {"2026-10-08", true},   // Thursday after the holiday
        {"2025-02-08", true},   // Saturday in lieu
        {"2024-02-29", true},   // leap day, Thursday
        {"2024-12-31", true},
        {"2025-01-01", false},
    }));
    CAPTURE(iso);
    CHECK(calendar.is_working_day(date(iso)).value() == working);
}

TEST_CASE("a day of a year without a notice is an error, never a guess", "[sla]") {
    const WorkingCalendar calendar(test::town_calendar(2025, 2026));
    CHECK(calendar.covers(2026));
    CHECK_FALSE(calendar.covers(2027));
    CHECK_FALSE(calendar.covers(2024));
    CHECK(
        errc(calendar.is_working_day(date("2027-01-04")).error()) ==
        model::Errc::calendar_not_covered
    );
    CHECK(
        errc(calendar.nth_working_day_after(date("2026-12-31"), 1).error()) ==
        model::Errc::calendar_not_covered
    );
    CHECK(calendar.nth_working_day_after(date("2026-12-30"), 1).value().date == date("2026-12-31"));
}

TEST_CASE("a count says when it looked at a provisional year", "[sla]") {
    const WorkingCalendar calendar(test::town_calendar(2026, 2027));
    CHECK(calendar.standing(2026) == model::CalendarStanding::official);
    CHECK(calendar.standing(2027) == model::CalendarStanding::provisional);
    CHECK(calendar.standing(2028) == std::nullopt);
    CHECK(
        calendar.nth_working_day_after(date("2026-12-30"), 1).value() ==
        sla::CountedDay{date("2026-12-31"), false}
    );
    CHECK(
        calendar.nth_working_day_after(date("2026-12-30"), 2).value() ==
        sla::CountedDay{date("2027-01-04"), true}
    );
}

TEST_CASE("the count starts after the day itself and skips holidays", "[sla]") {
    const WorkingCalendar calendar(test::town_calendar(2025, 2026));
    const auto [from, nth, expected] = GENERATE(table<const char*, int, const char*>({
        {"2026-11-23", 1, "2026-11-24"},
        {"2026-11-23", 5, "2026-11-30"},
        {"2026-11-27", 1, "2026-11-30"},
        {"2026-11-28", 1, "2026-11-30"},  // from a day off
        {"2026-09-30", 1, "2026-10-08"},  // over National Day
        {"2026-09-30", 3, "2026-10-10"},  // the Saturday in lieu counts
        {"2026-09-18", 1, "2026-09-20"},  // a Sunday in lieu
        {"2025-12-31", 1, "2026-01-04"},
        {"2026-02-13", 1, "2026-02-14"},
        {"2026-02-13", 2, "2026-02-24"},
    }));
    CAPTURE(from, nth);
    CHECK(calendar.nth_working_day_after(date(from), nth).value().date == date(expected));
}

TEST_CASE("a count of nothing, of less, or beyond the bound is refused", "[sla]") {
    const WorkingCalendar calendar(test::town_calendar(2007, 2026));
    CHECK(
        errc(calendar.nth_working_day_after(date("2020-01-01"), 0).error()) ==
        model::Errc::bad_request
    );
    CHECK(
        errc(calendar.nth_working_day_after(date("2020-01-01"), -3).error()) ==
        model::Errc::bad_request
    );
    CHECK(calendar.nth_working_day_after(date("2020-01-01"), 260).has_value());
    CHECK(
        errc(calendar.nth_working_day_after(date("2020-01-01"), 400).error()) ==
        model::Errc::search_too_long
    );
}

TEST_CASE("a day that its neighbour's notice names counts when its own year is covered", "[sla]") {
    model::CalendarFacts facts;
    facts.years[2026].year = 2026;
    facts.years[2027].year = 2027;
    facts.years[2027].holidays[date("2026-12-31")] = "元旦";
    const WorkingCalendar both(facts);
    CHECK_FALSE(both.is_working_day(date("2026-12-31")).value());
    CHECK(both.day_name(date("2026-12-31")) == "元旦");
    facts.years.erase(2026);
    CHECK(WorkingCalendar(facts).is_working_day(date("2026-12-31")).has_error());
}

TEST_CASE("special days have names", "[sla]") {
    const WorkingCalendar calendar(test::town_calendar(2026, 2026));
    CHECK(calendar.day_name(date("2026-10-01")) == "国庆节");
    CHECK(calendar.day_name(date("2026-10-10")) == "国庆节（调休上班）");
    CHECK(calendar.day_name(date("2026-11-23")).empty());
    CHECK(calendar.version() == "cn-2026");
}

TEST_CASE("a date says what it is and which notice makes it so", "[sla]") {
    model::CalendarFacts facts;
    facts.years[2026] = {.year = 2026, .source = "n26", .holidays = {}, .workdays = {}};
    facts.years[2027] = {
        .year = 2027,
        .standing = model::CalendarStanding::provisional,
        .source = "n27",
        .holidays = {{std::chrono::sys_days{date("2026-12-31")}, "元旦"}},
        .workdays = {{std::chrono::sys_days{date("2027-01-02")}, "元旦"}}};
    const WorkingCalendar calendar(facts);
    const auto plain = calendar.day(date("2026-12-30")).value();
    CHECK(plain.kind == sla::DayKind::weekday);
    CHECK(plain.source == "n26");
    CHECK_FALSE(plain.provisional);
    const auto weekend = calendar.day(date("2026-12-27")).value();
    CHECK(weekend.kind == sla::DayKind::weekend);
    CHECK_FALSE(weekend.is_working());
    const auto named = calendar.day(date("2026-12-31")).value();
    CHECK(named.kind == sla::DayKind::holiday);
    CHECK(named.name == "元旦");
    CHECK(named.source == "n27");
    CHECK(named.provisional);
    const auto in_lieu = calendar.day(date("2027-01-02")).value();
    CHECK(in_lieu.kind == sla::DayKind::worked_in_lieu);
    CHECK(in_lieu.is_working());
    CHECK(in_lieu.provisional);
}

TEST_CASE("a gap between covered years is never counted over", "[sla]") {
    auto facts = test::town_calendar(2024, 2026);
    facts.years.erase(2025);
    const WorkingCalendar calendar(facts);
    CHECK(calendar.first_uncovered_year(date("2024-03-01")) == 2025);
    CHECK(calendar.first_uncovered_year(date("2026-03-01")) == 2027);
    CHECK(calendar.nth_working_day_after(date("2024-12-30"), 1).has_value());
    CHECK(
        errc(calendar.nth_working_day_after(date("2024-12-30"), 2).error()) ==
        model::Errc::calendar_not_covered
    );
    CHECK(
        errc(calendar.nth_working_day_after(date("2025-12-30"), 1).error()) ==
        model::Errc::calendar_not_covered
    );
    CHECK(calendar.nth_working_day_after(date("2025-12-31"), 1).has_value());
    const std::chrono::sys_days before{date("2024-12-01")};
    const std::chrono::sys_days after{date("2026-02-01")};
    CHECK(calendar.working_days(before, after).has_error());
    CHECK(calendar.working_days(before, before).value() == sla::WorkdaySum{});
}

TEST_CASE("a calendar without years covers nothing", "[sla]") {
    const WorkingCalendar calendar(model::CalendarFacts{});
    CHECK(calendar.is_working_day(date("2026-11-23")).has_error());
    CHECK(calendar.nth_working_day_after(date("2026-11-23"), 1).has_error());
    CHECK(calendar.first_uncovered_year(date("2026-11-23")) == 2026);
}
