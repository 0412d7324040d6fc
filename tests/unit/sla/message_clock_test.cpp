#include "board/sla/message_clock.hpp"

#include "catch.hpp"
#include "moments.hpp"
#include "town_calendar.hpp"

using namespace huiying;
using namespace std::chrono_literals;
using model::MessagePolicy;
using sla::ExtensionVerdict;
using sla::message_clock;
using test::day;
using test::errc;
using test::local;
using test::official;

namespace {

model::ClockPolicy policy_of(MessagePolicy message, std::chrono::seconds close = sla::kEndOfDay) {
    return {.message = message, .close = close};
}

const auto kSameDay = policy_of(MessagePolicy::same_calendar_day);

std::vector<ExtensionVerdict> verdicts(const std::vector<bool>& accepted) {
    std::vector<ExtensionVerdict> all;
    for (const bool one : accepted)
        all.push_back(one ? ExtensionVerdict::accepted : ExtensionVerdict::refused);
    return all;
}

}  // namespace

TEST_CASE("an extension granted in the last second of the due time counts", "[sla]") {
    const auto [granted, accepted, due] = GENERATE(table<const char*, bool, const char*>({
        {"2026-09-20T23:59:59", true, "2026-09-28T23:59:59"},
        {"2026-09-21T00:00:00", false, "2026-09-20T23:59:59"},
    }));
    const auto clock = message_clock(
        official(),
        kSameDay,
        {.received_at = local("2026-09-14T09:00:00"), .extensions = {{5, local(granted)}}}
    );
    CHECK(clock.extensions == verdicts({accepted}));
    CHECK(clock.final_reply.value().due == local(due));
}

TEST_CASE("extensions add up to the cap and no further", "[sla]") {
    sla::MessageFacts facts{
        .received_at = local("2026-04-27T10:00:00"),
        .extensions =
            {{5, local("2026-04-30T12:00:00")},
             {5, local("2026-05-09T12:00:00")},
             {5, local("2026-05-13T12:00:00")}},
        .max_extension_workdays = 10};
    const auto clock = message_clock(official(), kSameDay, facts);
    CHECK(clock.extensions == verdicts({true, true, false}));
    CHECK(clock.final_reply.value().due == local("2026-05-20T23:59:59"));
    facts.max_extension_workdays = 0;
    CHECK(message_clock(official(), kSameDay, facts).extensions == verdicts({false, false, false}));
}

TEST_CASE("an extension is measured against the due time with all pauses", "[sla]") {
    const auto clock = message_clock(
        official(),
        kSameDay,
        {.received_at = local("2026-05-06T10:00:00"),
         .pauses = test::paused({{"2026-05-07T10:00:00", "2026-05-20T10:00:00"}}),
         .extensions = {{5, local("2026-05-21T10:00:00")}}}
    );
    CHECK(clock.extensions == verdicts({true}));
    CHECK(clock.final_reply.value().due == local("2026-06-02T23:59:59"));
    CHECK(clock.final_reply.value().excluded_workdays == 10);
}

TEST_CASE("while the clock stands still no extension is late", "[sla]") {
    const auto clock = message_clock(
        official(),
        kSameDay,
        {.received_at = local("2026-05-06T10:00:00"),
         .pauses = test::paused({{"2026-05-07T10:00:00", ""}}),
         .extensions = {{5, local("2026-08-01T10:00:00")}}}
    );
    CHECK(clock.extensions == verdicts({true}));
    CHECK(clock.final_reply.value().due == std::nullopt);
}

TEST_CASE("an extension of a due time in an uncovered year is in time before that year", "[sla]") {
    const auto [granted, verdict] = GENERATE(table<const char*, ExtensionVerdict>({
        {"2026-12-31T23:59:59", ExtensionVerdict::accepted},
        {"2027-01-01T00:00:00", ExtensionVerdict::unknown},
    }));
    const auto clock = message_clock(
        official(),
        kSameDay,
        {.received_at = local("2026-12-30T09:00:00"), .extensions = {{5, local(granted)}}}
    );
    CHECK(clock.extensions == std::vector{verdict});
    CHECK(errc(clock.final_reply) == model::Errc::calendar_not_covered);
}

TEST_CASE("pauses and extensions never move the response", "[sla]") {
    const auto policy = policy_of(MessagePolicy::next_working_day, 17h + 30min);
    const sla::MessageFacts plain{.received_at = local("2026-11-20T18:00:00")};
    auto facts = plain;
    facts.pauses = test::paused({{"2026-11-20T19:00:00", "2026-11-25T10:00:00"}});
    facts.extensions = {{5, local("2026-11-23T10:00:00")}};
    const auto clock = message_clock(official(), policy, facts);
    CHECK(clock.response.value().at == local("2026-11-23T17:30:00"));
    CHECK(clock.response.value() == message_clock(official(), policy, plain).response.value());
}

TEST_CASE("day 0 is the date of the response where a town counts so", "[sla]") {
    const auto policy = policy_of(MessagePolicy::next_working_day, 17h + 30min);
    const sla::MessageFacts facts{.received_at = local("2025-09-30T18:00:00")};
    const auto clock = message_clock(official(), policy, facts, sla::CountFrom::effective_receipt);
    CHECK(clock.receipt_date == day("2025-09-30"));
    CHECK(clock.day0 == day("2025-10-09"));
    CHECK(clock.final_reply.value().due == local("2025-10-15T17:30:00"));
    const auto plain = message_clock(official(), policy, facts);
    CHECK(plain.day0 == day("2025-09-30"));
    const auto same_day = message_clock(
        official(),
        policy_of(MessagePolicy::same_calendar_day, 17h + 30min),
        facts,
        sla::CountFrom::effective_receipt
    );
    CHECK(same_day.day0 == day("2025-09-30"));
}

TEST_CASE("without a calendar for the response there is no day 0 to count from", "[sla]") {
    const auto clock = message_clock(
        official(),
        policy_of(MessagePolicy::next_working_day),
        {.received_at = local("2027-01-04T09:00:00"),
         .extensions = {{1, local("2027-01-04T10:00:00")}}},
        sla::CountFrom::effective_receipt
    );
    CHECK(errc(clock.response) == model::Errc::calendar_not_covered);
    CHECK(errc(clock.final_reply) == model::Errc::calendar_not_covered);
    CHECK(clock.extensions == std::vector{ExtensionVerdict::unknown});
}

TEST_CASE("an extension by less than nothing is refused as a mistake", "[sla]") {
    const auto clock = message_clock(
        official(),
        kSameDay,
        {.received_at = local("2026-09-14T09:00:00"),
         .extensions = {{-1, local("2026-09-15T09:00:00")}}}
    );
    CHECK(errc(clock.final_reply) == model::Errc::bad_request);
}
