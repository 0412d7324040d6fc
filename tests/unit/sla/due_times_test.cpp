#include "board/sla/due_times.hpp"

#include "board/sla/working_calendar.hpp"
#include "catch.hpp"
#include "town_calendar.hpp"

#include <string>

using namespace huiying;
using model::MessagePolicy;
using namespace std::chrono_literals;
using test::official;

namespace {

model::Instant at(const std::string& rfc3339) {
    return model::parse_rfc3339(rfc3339).value();
}

model::Instant local(const std::string& date_time) {
    return at(date_time + "+08:00");
}

model::ClockPolicy policy_of(MessagePolicy message, std::chrono::seconds close) {
    return {.message = message, .close = close, .final_workdays = 5, .version = "p1"};
}

constexpr auto kMidnight = 23h + 59min + 59s;
constexpr auto kFive = 17h;

}  // namespace

TEST_CASE(
    "same-day promise: response on the day of receipt, final on the fifth working day", "[sla]"
) {
    const auto [received, response, final_reply] =
        GENERATE(table<std::string, std::string, std::string>({
            {"2026-11-23T09:30:00", "2026-11-23T23:59:59", "2026-11-30T23:59:59"},
            // the last second of a Sunday, and the first of the Monday after
            {"2026-11-22T23:59:59", "2026-11-22T23:59:59", "2026-11-27T23:59:59"},
            {"2026-11-23T00:00:00", "2026-11-23T23:59:59", "2026-11-30T23:59:59"},
            // National Day: day 0 is the holiday, the Saturday in lieu (10 October) counts
            {"2026-10-01T08:00:00", "2026-10-01T23:59:59", "2026-10-13T23:59:59"},
            // before Spring Festival: the Saturday in lieu counts, then nine days off
            {"2026-02-13T16:00:00", "2026-02-13T23:59:59", "2026-02-27T23:59:59"},
            // year end with a Sunday in lieu
            {"2025-12-31T23:59:59", "2025-12-31T23:59:59", "2026-01-08T23:59:59"},
            // leap day
            {"2024-02-29T10:00:00", "2024-02-29T23:59:59", "2024-03-07T23:59:59"},
        }));
    CAPTURE(received);
    const auto due = sla::due_times(
        official(), policy_of(MessagePolicy::same_calendar_day, kMidnight), local(received)
    );
    CHECK(model::to_rfc3339(due.response_due) == response + "+08:00");
    CHECK(model::to_rfc3339(due.final_due.value()) == final_reply + "+08:00");
    CHECK_FALSE(due.provisional);
    CHECK(due.calendar_version == "cn-2026");
    CHECK(due.policy_version == "p1");
}

TEST_CASE("the closing time moves the final reply, not the same-day response", "[sla]") {
    const auto due = sla::due_times(
        official(), policy_of(MessagePolicy::same_calendar_day, kFive), local("2026-11-23T20:00:00")
    );
    CHECK(model::to_rfc3339(due.response_due) == "2026-11-23T23:59:59+08:00");
    CHECK(model::to_rfc3339(due.final_due.value()) == "2026-11-30T17:00:00+08:00");
}

TEST_CASE("the receipt date is the town's, whatever zone the instant is written in", "[sla]") {
    const auto policy = policy_of(MessagePolicy::same_calendar_day, kMidnight);
    const auto due = sla::due_times(official(), policy, at("2026-11-22T16:00:00Z"));
    CHECK(model::to_rfc3339(due.response_due) == "2026-11-23T23:59:59+08:00");
    CHECK(
        sla::due_times(official(), policy, at("2026-11-22T15:59:59Z")).response_due ==
        local("2026-11-22T23:59:59")
    );
}

TEST_CASE("next-working-day promise: within hours today, else the next working day", "[sla]") {
    const auto [received, response, final_reply] =
        GENERATE(table<std::string, std::string, std::string>({
            {"2026-11-23T09:30:00", "2026-11-23T17:00:00", "2026-11-30T17:00:00"},
            {"2026-11-23T17:00:00", "2026-11-23T17:00:00", "2026-11-30T17:00:00"},
            {"2026-11-23T17:00:01", "2026-11-24T17:00:00", "2026-11-30T17:00:00"},
            {"2026-11-27T18:00:00", "2026-11-30T17:00:00", "2026-12-04T17:00:00"},
            {"2026-11-28T10:00:00", "2026-11-30T17:00:00", "2026-12-04T17:00:00"},
            {"2026-10-10T10:00:00", "2026-10-10T17:00:00", "2026-10-16T17:00:00"},
            {"2026-09-30T17:00:01", "2026-10-08T17:00:00", "2026-10-13T17:00:00"},
        }));
    CAPTURE(received);
    const auto due = sla::due_times(
        official(), policy_of(MessagePolicy::next_working_day, kFive), local(received)
    );
    CHECK(model::to_rfc3339(due.response_due) == response + "+08:00");
    CHECK(model::to_rfc3339(due.final_due.value()) == final_reply + "+08:00");
    CHECK_FALSE(due.provisional);
}

TEST_CASE("a fraction of the closing second still belongs to it", "[sla]") {
    const auto policy = policy_of(MessagePolicy::next_working_day, kFive);
    CHECK(
        sla::response_due(official(), policy, local("2026-11-23T17:00:00.900")).value().at ==
        local("2026-11-23T17:00:00")
    );
    CHECK(sla::is_on_time(local("2026-11-23T17:00:00.900"), local("2026-11-23T17:00:00")));
    CHECK_FALSE(sla::is_on_time(local("2026-11-23T17:00:01"), local("2026-11-23T17:00:00")));
}

TEST_CASE("counting from the effective receipt moves day 0 to the day of the response", "[sla]") {
    const auto received = local("2026-11-28T10:00:00");  // Saturday
    const auto next_day = policy_of(MessagePolicy::next_working_day, kFive);
    CHECK(
        sla::final_due(official(), next_day, received, sla::CountFrom::effective_receipt)
            .value()
            .at == local("2026-12-07T17:00:00")
    );
    CHECK(
        sla::final_due(official(), next_day, received).value().at == local("2026-12-04T17:00:00")
    );
    const auto same_day = policy_of(MessagePolicy::same_calendar_day, kFive);
    CHECK(
        sla::final_due(official(), same_day, received, sla::CountFrom::effective_receipt)
            .value()
            .at == local("2026-12-04T17:00:00")
    );
}

TEST_CASE("the number of working days is the policy's", "[sla]") {
    auto policy = policy_of(MessagePolicy::same_calendar_day, kMidnight);
    policy.final_workdays = 1;
    CHECK(
        sla::final_due(official(), policy, local("2026-11-27T12:00:00")).value().at ==
        local("2026-11-30T23:59:59")
    );
    policy.final_workdays = 15;
    CHECK(
        sla::final_due(official(), policy, local("2026-11-23T12:00:00")).value().at ==
        local("2026-12-14T23:59:59")
    );
}

TEST_CASE("a promise that needs an uncovered year is absent and provisional", "[sla]") {
    const auto policy = policy_of(MessagePolicy::same_calendar_day, kMidnight);
    const auto due = sla::due_times(official(), policy, local("2026-12-31T18:00:00"));
    CHECK(due.response_due == local("2026-12-31T23:59:59"));
    CHECK(due.final_due == std::nullopt);
    CHECK(due.provisional);
    CHECK(
        model::errc_of(sla::final_due(official(), policy, local("2027-03-01T10:00:00")).error()) ==
        model::Errc::calendar_not_covered
    );
}

TEST_CASE("an uncovered response day is promised for the day of receipt, as provisional", "[sla]") {
    const auto policy = policy_of(MessagePolicy::next_working_day, kFive);
    const auto received = local("2026-12-31T18:00:00");
    CHECK(
        model::errc_of(sla::response_due(official(), policy, received).error()) ==
        model::Errc::calendar_not_covered
    );
    const auto due = sla::due_times(official(), policy, received);
    CHECK(due.response_due == local("2026-12-31T23:59:59"));
    CHECK(due.final_due == std::nullopt);
    CHECK(due.provisional);
}

TEST_CASE("a promise that rests on a provisional year is given and marked", "[sla]") {
    const sla::WorkingCalendar calendar(test::town_calendar(2026, 2027));
    const auto same_day = policy_of(MessagePolicy::same_calendar_day, kMidnight);
    const auto due = sla::due_times(calendar, same_day, local("2026-12-31T18:00:00"));
    CHECK(due.final_due == local("2027-01-08T23:59:59"));
    CHECK(due.provisional);
    CHECK_FALSE(sla::due_times(calendar, same_day, local("2026-12-24T18:00:00")).provisional);
    const auto next_day = policy_of(MessagePolicy::next_working_day, kFive);
    CHECK(
        sla::response_due(calendar, next_day, local("2026-12-31T18:00:00")).value() ==
        sla::DueInstant{local("2027-01-04T17:00:00"), true}
    );
    CHECK(
        sla::response_due(calendar, next_day, local("2027-01-05T09:00:00")).value() ==
        sla::DueInstant{local("2027-01-05T17:00:00"), true}
    );
}

TEST_CASE("a breach follows from due time, fact and now, and from nothing else", "[sla]") {
    const auto due = local("2026-11-23T17:00:00");
    const auto before = local("2026-11-23T16:00:00");
    const auto after = local("2026-11-23T17:00:01");
    CHECK_FALSE(sla::is_breached(due, std::nullopt, before));
    CHECK_FALSE(sla::is_breached(due, std::nullopt, due));
    CHECK(sla::is_breached(due, std::nullopt, after));
    // Done in time stays so, however late somebody looks; done late stays late.
    CHECK_FALSE(sla::is_breached(due, before, local("2027-11-23T17:00:01")));
    CHECK(sla::is_breached(due, after, before));
    CHECK_FALSE(sla::is_breached(std::nullopt, std::nullopt, after));
}
