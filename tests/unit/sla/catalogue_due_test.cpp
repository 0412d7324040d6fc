// By when an item of the catalogue must be published.
#include "board/sla/catalogue_due.hpp"

#include "catch.hpp"
#include "moments.hpp"
#include "town_calendar.hpp"

using namespace huiying;
using model::DueKind;
using model::DuePeriod;
using test::day;
using test::official;

namespace {

std::vector<std::string> days_of(const DuePeriod& period, const char* from, const char* until) {
    std::vector<std::string> days;
    for (const auto date : sla::nominal_days(period, day(from), day(until)))
        days.push_back(model::to_iso(date));
    return days;
}

}  // namespace

TEST_CASE("twenty working days after an event leave out the day itself and the holidays", "[sla]") {
    // 国庆 2025: 1 to 8 October off, 28 September and 11 October worked in lieu.
    const auto due = sla::due_after_event(official(), day("2025-09-26"), 10);
    REQUIRE(due.date);
    CHECK(model::to_iso(*due.date) == "2025-10-16");
    CHECK(due.reason == "2025-09-26起（当天不算）10个工作日，到2025-10-16（周四）");
    CHECK_FALSE(due.provisional);
}

TEST_CASE("a day that needs a calendar nobody has published yet is not guessed", "[sla]") {
    const auto due = sla::due_after_event(official(), day("2026-12-20"), 20);
    CHECK_FALSE(due.date);
    CHECK(due.reason == "2026-12-20起（当天不算）20个工作日：2027年的放假安排还没有公布，日期待定");
    const auto fixed = sla::due_on_day(official(), day("2027-03-31"));
    REQUIRE(fixed.date);
    CHECK(model::to_iso(*fixed.date) == "2027-03-31");
    CHECK(fixed.provisional);
}

TEST_CASE("a last day that is off moves to the next working day, and says why", "[sla]") {
    const auto holiday = sla::due_on_day(official(), day("2025-10-01"));
    CHECK(model::to_iso(holiday.date.value()) == "2025-10-09");
    CHECK(
        holiday.reason == "2025-10-01（周三）是国庆节、中秋节，顺延到下一个工作日2025-10-09（周四）"
    );
    // A Saturday that is worked.
    const auto worked = sla::due_on_day(official(), day("2025-10-11"));
    CHECK(model::to_iso(worked.date.value()) == "2025-10-11");
    const auto weekend = sla::due_on_day(official(), day("2025-11-15"));
    CHECK(model::to_iso(weekend.date.value()) == "2025-11-17");
    CHECK(weekend.reason.find("是休息日") != std::string::npos);
}

TEST_CASE("days of a period go on to the first one ahead", "[sla]") {
    CHECK(
        days_of({.kind = DueKind::monthly, .day = 31}, "2026-01-15", "2026-03-10") ==
        std::vector<std::string>{"2026-01-31", "2026-02-28", "2026-03-31"}
    );
    CHECK(
        days_of({.kind = DueKind::quarterly, .month = 2, .day = 10}, "2026-02-10", "2026-03-01") ==
        std::vector<std::string>{"2026-02-10", "2026-05-10"}
    );
    CHECK(
        days_of({.kind = DueKind::yearly, .month = 3, .day = 31}, "2025-04-01", "2026-03-31") ==
        std::vector<std::string>{"2026-03-31", "2027-03-31"}
    );
    CHECK(
        days_of({.kind = DueKind::once, .date = "2026-12-31"}, "2026-01-01", "2026-02-01") ==
        std::vector<std::string>{"2026-12-31"}
    );
    CHECK(days_of({.kind = DueKind::event}, "2026-01-01", "2026-02-01").empty());
    CHECK(days_of({.kind = DueKind::monthly, .day = 0}, "2026-01-01", "2026-02-01").empty());
}
