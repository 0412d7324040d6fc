#include "board/workflow/digest.hpp"

#include "board/sla/working_calendar.hpp"
#include "board/workflow/notice_hours.hpp"
#include "catch.hpp"

using namespace huiying;
using namespace huiying::workflow;

namespace {

sla::WorkingCalendar plain() {
    model::CalendarFacts facts{.version = "test"};
    facts.years[2026] = {.year = 2026, .source = "test"};
    return sla::WorkingCalendar(facts);
}

model::Instant at(const char* text) {
    return *model::parse_rfc3339(text);
}

std::string next(const char* text) {
    const auto instant = next_notice_instant(plain(), {}, at(text));
    return instant.has_value() ? model::to_rfc3339(*instant)
                               : std::string(model::code_of(model::errc_of(instant.error())));
}

}  // namespace

TEST_CASE("notices wait for working hours", "[ladder]") {
    CHECK(next("2026-11-23T10:00:00+08:00") == "2026-11-23T10:00:00+08:00");
    CHECK(next("2026-11-23T08:30:00+08:00") == "2026-11-23T08:30:00+08:00");
    CHECK(next("2026-11-23T03:00:00+08:00") == "2026-11-23T08:30:00+08:00");
    CHECK(next("2026-11-23T16:59:59+08:00") == "2026-11-23T16:59:59+08:00");
    CHECK(next("2026-11-23T17:00:00+08:00") == "2026-11-24T08:30:00+08:00");
    CHECK(next("2026-11-27T20:00:00+08:00") == "2026-11-30T08:30:00+08:00");
    CHECK(next("2026-11-28T10:00:00+08:00") == "2026-11-30T08:30:00+08:00");
    CHECK(next("2027-01-05T10:00:00+08:00") == "calendar_not_covered");
}

TEST_CASE("what falls into one window is one notice", "[ladder]") {
    const auto window = [](const char* text) { return model::to_rfc3339(window_of({}, at(text))); };
    CHECK(window("2026-11-23T08:30:00+08:00") == "2026-11-23T08:30:00+08:00");
    CHECK(window("2026-11-23T08:59:59+08:00") == "2026-11-23T08:30:00+08:00");
    CHECK(window("2026-11-23T09:00:00+08:00") == "2026-11-23T09:00:00+08:00");
    CHECK(window("2026-11-23T16:59:00+08:00") == "2026-11-23T16:30:00+08:00");
    CHECK(window("2026-11-23T02:00:00+08:00") == "2026-11-23T08:30:00+08:00");
}

TEST_CASE("working days are counted backwards as forwards", "[ladder]") {
    const auto before = [](const char* date, int count) {
        const auto day = working_day_before(plain(), *model::parse_iso_date(date), count);
        return day.has_value() ? model::to_iso(*day)
                               : std::string(model::code_of(model::errc_of(day.error())));
    };
    CHECK(before("2026-11-26", 0) == "2026-11-26");
    CHECK(before("2026-11-29", 0) == "2026-11-27");
    CHECK(before("2026-11-30", 1) == "2026-11-27");
    CHECK(before("2026-11-29", 1) == "2026-11-27");
    CHECK(before("2026-11-30", 6) == "2026-11-20");
    CHECK(before("2026-11-30", -1) == "bad_request");
    CHECK(before("2026-01-01", 1) == "calendar_not_covered");
    // there and back again
    const auto calendar = plain();
    for (int count = 1; count < 60; ++count) {
        const auto day = working_day_before(calendar, *model::parse_iso_date("2026-11-26"), count);
        CHECK(
            calendar.nth_working_day_after(*day, count)->date ==
            *model::parse_iso_date("2026-11-26")
        );
    }
}

TEST_CASE("a digest lists what is overdue, due today and due on the next working day", "[ladder]") {
    const auto digest = digest_of(
        plain(),
        {{"later", Clock::final_reply, at("2026-12-01T23:59:59+08:00")},
         {"monday", Clock::final_reply, at("2026-11-30T23:59:59+08:00")},
         {"sunday", Clock::commitment, at("2026-11-29T23:59:59+08:00")},
         {"today", Clock::final_reply, at("2026-11-27T23:59:59+08:00")},
         {"late", Clock::final_reply, at("2026-11-26T23:59:59+08:00")},
         {"later still", Clock::final_reply, at("2026-11-20T23:59:59+08:00")}},
        at("2026-11-27T08:30:00+08:00")
    );
    REQUIRE(digest.has_value());
    const auto numbers = [](const std::vector<OpenDeadline>& deadlines) {
        std::string text;
        for (const auto& deadline : deadlines)
            text += deadline.number + ";";
        return text;
    };
    CHECK(numbers(digest->overdue) == "later still;late;");
    CHECK(numbers(digest->today) == "today;");
    CHECK(numbers(digest->next_working_day) == "sunday;monday;");
    CHECK_FALSE(digest->empty());
    CHECK(digest_of(plain(), {}, at("2026-11-27T08:30:00+08:00"))->empty());
    CHECK(digest_of(plain(), {}, at("2026-12-31T08:30:00+08:00")).has_error());
}
