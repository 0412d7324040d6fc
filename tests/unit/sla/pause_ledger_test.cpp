#include "board/sla/pause_ledger.hpp"

#include "catch.hpp"
#include "moments.hpp"

using namespace huiying;
using namespace std::chrono_literals;
using sla::Pause;
using sla::PauseLedger;
using sla::StoppedDays;
using test::day;
using test::local;
using test::paused;

namespace {

constexpr auto kMidnight = 23h + 59min + 59s;

std::chrono::sys_days date(const std::string& iso) {
    return std::chrono::sys_days{day(iso)};
}

}  // namespace

TEST_CASE("pauses that overlap or touch are one, in order", "[sla]") {
    const auto ledger = paused(
        {{"2026-11-09T10:00:00", "2026-11-10T10:00:00"},
         {"2026-11-02T10:00:00", "2026-11-04T10:00:00"},
         {"2026-11-03T10:00:00", "2026-11-05T10:00:00"},
         {"2026-11-05T10:00:00", "2026-11-06T10:00:00"},
         {"2026-11-03T11:00:00", "2026-11-03T12:00:00"}}
    );
    const std::vector<Pause> expected{
        {local("2026-11-02T10:00:00"), local("2026-11-06T10:00:00")},
        {local("2026-11-09T10:00:00"), local("2026-11-10T10:00:00")}};
    CHECK(ledger.spans() == expected);
}

TEST_CASE("a pause without end swallows all that follow", "[sla]") {
    const auto ledger =
        paused({{"2026-11-05T10:00:00", "2026-11-06T10:00:00"}, {"2026-11-04T10:00:00", ""}});
    REQUIRE(ledger.spans().size() == 1);
    CHECK(ledger.spans().front() == Pause{local("2026-11-04T10:00:00"), std::nullopt});
    CHECK(ledger.stops(local("2030-01-01T00:00:00")));
    CHECK_FALSE(ledger.stops(local("2026-11-04T09:59:59")));
}

TEST_CASE("a pause holds its first second and not its last", "[sla]") {
    const auto ledger = paused({{"2026-11-04T17:30:00", "2026-11-05T17:30:00"}});
    CHECK(ledger.stops(local("2026-11-04T17:30:00")));
    CHECK_FALSE(ledger.stops(local("2026-11-05T17:30:00")));
    const std::vector<StoppedDays> at_half_past{{date("2026-11-04"), date("2026-11-04")}};
    CHECK(ledger.stopped_days(17h + 30min) == at_half_past);
    const std::vector<StoppedDays> at_five{{date("2026-11-05"), date("2026-11-05")}};
    CHECK(ledger.stopped_days(17h) == at_five);
    const std::vector<StoppedDays> at_midnight{{date("2026-11-04"), date("2026-11-04")}};
    CHECK(ledger.stopped_days(kMidnight) == at_midnight);
}

TEST_CASE("a pause between two closing times stops no day", "[sla]") {
    const auto ledger = paused({{"2026-11-04T09:00:00", "2026-11-04T17:00:00"}});
    CHECK(ledger.stopped_days(17h + 30min).empty());
    CHECK(ledger.stopped_days(8h).empty());
    CHECK(ledger.stopped_days(12h).size() == 1);
}

TEST_CASE("a pause that ends before it begins is refused", "[sla]") {
    const auto refused =
        PauseLedger::of({{local("2026-11-04T09:00:00"), local("2026-11-04T08:59:59")}});
    CHECK(test::errc(refused) == model::Errc::bad_request);
}
