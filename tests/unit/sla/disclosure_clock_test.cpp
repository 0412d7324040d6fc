#include "board/sla/disclosure_clock.hpp"

#include "catch.hpp"
#include "moments.hpp"
#include "town_calendar.hpp"

using namespace huiying;
using sla::disclosure_clock;
using sla::DisclosureChannel;
using sla::DisclosureFacts;
using sla::ExtensionVerdict;
using test::day;
using test::errc;
using test::local;
using test::official;

namespace {

sla::DisclosureClock clock_of(const DisclosureFacts& facts) {
    return disclosure_clock(official(), sla::kEndOfDay, facts).value();
}

}  // namespace

TEST_CASE("an application has 7 days for the notice to amend, 20 to reply, 40 at most", "[sla]") {
    const auto clock = clock_of({.received_at = local("2026-03-02T10:00:00")});
    CHECK(clock.receipt_date == day("2026-03-02"));
    CHECK(clock.amend_notice.value().at == local("2026-03-11T23:59:59"));
    CHECK(clock.reply.value().due == local("2026-03-30T23:59:59"));
    CHECK(clock.max_reply.value().due == local("2026-04-28T23:59:59"));
    CHECK_FALSE(clock.extension.has_value());
}

TEST_CASE("the channel decides which instant is the receipt", "[sla]") {
    DisclosureFacts facts{.received_at = local("2025-09-01T20:00:00")};
    CHECK(sla::disclosure_receipt(facts) == day("2025-09-01"));
    facts.signed_at = local("2025-09-02T09:10:00");
    facts.confirmed_at = local("2025-09-03T09:10:00");
    facts.channel = DisclosureChannel::registered_mail;
    CHECK(sla::disclosure_receipt(facts) == day("2025-09-02"));
    facts.channel = GENERATE(
        DisclosureChannel::ordinary_mail, DisclosureChannel::internet, DisclosureChannel::fax
    );
    CHECK(sla::disclosure_receipt(facts) == day("2025-09-03"));
    facts.confirmed_at = std::nullopt;
    CHECK(sla::disclosure_receipt(facts) == std::nullopt);
    CHECK(errc(disclosure_clock(official(), sla::kEndOfDay, facts)) == model::Errc::bad_request);
}

TEST_CASE("an amended application starts the 20 days again, not the 7", "[sla]") {
    const auto clock = clock_of(
        {.received_at = local("2025-01-06T09:00:00"), .corrected_at = local("2025-01-20T11:00:00")}
    );
    CHECK(clock.amend_notice.value().at == local("2025-01-15T23:59:59"));
    CHECK(clock.day0 == day("2025-01-20"));
    CHECK(clock.reply.value().due == local("2025-02-21T23:59:59"));
}

TEST_CASE("a consult stops the clock until its answer, or until its 15 days are over", "[sla]") {
    DisclosureFacts facts{
        .received_at = local("2024-04-22T09:00:00"),
        .consults = {{local("2024-04-25T10:00:00"), local("2024-04-26T10:00:00"), std::nullopt}}};
    const auto silent = clock_of(facts);
    REQUIRE(silent.consults.size() == 1);
    CHECK(silent.consults.front().value().at == local("2024-05-20T23:59:59"));
    CHECK(silent.reply.value().due == local("2024-06-14T23:59:59"));
    CHECK(silent.reply.value().excluded_workdays == 17);
    facts.consults.front().replied_at = local("2024-05-30T10:00:00");
    CHECK(clock_of(facts).reply.value() == silent.reply.value());
    facts.consults.front().replied_at = local("2024-05-20T23:59:59");
    CHECK(clock_of(facts).reply.value().excluded_workdays == 16);
    facts.consults.front().replied_at = local("2024-04-25T09:00:00");
    CHECK(errc(disclosure_clock(official(), sla::kEndOfDay, facts)) == model::Errc::bad_request);
}

TEST_CASE("an extension of up to 20 days must be granted before the reply is due", "[sla]") {
    const auto [workdays, granted, verdict] = GENERATE(table<int, const char*, ExtensionVerdict>({
        {20, "2024-07-29T23:59:59", ExtensionVerdict::accepted},
        {20, "2024-07-30T00:00:00", ExtensionVerdict::refused},
        {21, "2024-07-10T10:00:00", ExtensionVerdict::refused},
    }));
    const auto clock = clock_of(
        {.received_at = local("2024-07-01T09:00:00"),
         .extension = sla::Extension{workdays, local(granted)}}
    );
    CHECK(clock.extension == verdict);
    CHECK(clock.reply.value().due == local("2024-07-29T23:59:59"));
    if (verdict == ExtensionVerdict::accepted)
        CHECK(clock.extended_reply.value() == clock.max_reply.value());
}

TEST_CASE(
    "what of an application needs an uncovered year is an error, the rest is given", "[sla]"
) {
    const auto clock = clock_of({.received_at = local("2026-11-24T09:00:00")});
    CHECK(clock.reply.value().due == local("2026-12-22T23:59:59"));
    CHECK(errc(clock.max_reply) == model::Errc::calendar_not_covered);
}

TEST_CASE("a consult whose end no calendar knows holds the reply, not what came before", "[sla]") {
    DisclosureFacts facts{
        .received_at = local("2026-11-27T09:00:00"),
        .consults = {{local("2026-12-15T09:00:00"), local("2026-12-16T09:00:00"), std::nullopt}}};
    const auto open = clock_of(facts);
    CHECK(errc(open.consults.front()) == model::Errc::calendar_not_covered);
    CHECK(errc(open.reply) == model::Errc::calendar_not_covered);
    facts.consults.front().replied_at = local("2026-12-18T09:00:00");
    CHECK(clock_of(facts).reply.value().due == local("2026-12-30T23:59:59"));
    CHECK(clock_of(facts).reply.value().excluded_workdays == 3);
}
