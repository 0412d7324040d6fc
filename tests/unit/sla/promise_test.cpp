#include "board/sla/promise.hpp"

#include "catch.hpp"
#include "moments.hpp"
#include "town_calendar.hpp"

using namespace huiying;
using sla::DueInstant;
using sla::Renewal;
using sla::renewed;
using test::local;
using test::official;

namespace {

const auto kEarly = local("2026-11-27T23:59:59");
const auto kLate = local("2026-11-30T23:59:59");

std::optional<DueInstant> firm(model::Instant at) {
    return DueInstant{at, false};
}

std::optional<DueInstant> provisional(model::Instant at) {
    return DueInstant{at, true};
}

}  // namespace

TEST_CASE("a promise is counted as it was made, with extensions and pauses", "[sla]") {
    const model::ClockPolicy policy;
    const auto received = local("2026-11-23T09:00:00");
    CHECK(
        sla::promised_reply(official(), policy, {received, 5, 0, {}})->due ==
        sla::final_due(official(), policy, received)->at
    );
    CHECK(
        sla::promised_reply(official(), policy, {received, 5, 5, {}})->due ==
        local("2026-12-07T23:59:59")
    );
    const auto pauses = test::paused({{"2026-11-24T09:00:00", "2026-11-26T09:00:00"}});
    CHECK(
        sla::promised_reply(official(), policy, {received, 5, 0, pauses})->due ==
        local("2026-12-02T23:59:59")
    );
}

TEST_CASE("a date that was told moves later, never earlier", "[sla]") {
    CHECK(renewed(firm(kEarly), firm(kLate)) == sla::RenewedDue{kLate, Renewal::later, false});
    CHECK(renewed(firm(kLate), firm(kEarly)) == sla::RenewedDue{kLate, Renewal::kept, false});
    CHECK(renewed(firm(kLate), firm(kLate)) == sla::RenewedDue{kLate, Renewal::same, false});
}

TEST_CASE("fractions of a second make no other date", "[sla]") {
    const auto fraction = kLate + std::chrono::milliseconds{900};
    CHECK(renewed(firm(kLate), firm(fraction)).renewal == Renewal::same);
    CHECK(renewed(firm(fraction), firm(kLate)).due == fraction);
}

TEST_CASE("a provisional date becomes firm, an unknown one known", "[sla]") {
    CHECK(
        renewed(provisional(kLate), firm(kLate)) ==
        sla::RenewedDue{kLate, Renewal::confirmed, false}
    );
    CHECK(
        renewed(provisional(kLate), provisional(kLate)) ==
        sla::RenewedDue{kLate, Renewal::same, true}
    );
    CHECK(
        renewed(std::nullopt, provisional(kLate)) == sla::RenewedDue{kLate, Renewal::known, true}
    );
    CHECK(renewed(std::nullopt, std::nullopt) == sla::RenewedDue{{}, Renewal::same, true});
}

TEST_CASE("a year that is not covered any more takes no date away, but its firmness", "[sla]") {
    CHECK(renewed(firm(kLate), std::nullopt) == sla::RenewedDue{kLate, Renewal::uncovered, true});
    CHECK(renewed(provisional(kLate), std::nullopt) == sla::RenewedDue{kLate, Renewal::same, true});
}
