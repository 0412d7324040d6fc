// A ticket that stood still, among what counts dates and figures anew.
#include "board/desk/dates_explained.hpp"
#include "board/desk/figures_check.hpp"
#include "board/desk/merging.hpp"
#include "board/desk/pauses.hpp"
#include "catch.hpp"
#include "recount_ground.hpp"

using namespace huiying;
using model::Measure;
using model::Rate;
using test::RecountGround;
using test::verdict;

namespace {

/// Monday 2026-11-23 09:00: what comes in is due on Monday the 30th.
struct PausedGround : RecountGround {
    PausedGround() {
        change([](desk::TownSettings& settings) {
            settings.workflow.pausing = model::Pausing::allowed;
        });
        run();
        clock.set("2026-11-23T09:00:00+08:00");
    }

    void change(const std::function<void(desk::TownSettings&)>& how) {
        desk::Administration administration(database, *town, clock);
        auto settings = town->snapshot()->settings();
        how(settings);
        REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    }

    void pause(const std::string& number, const char* at) {
        clock.set(at);
        REQUIRE(
            verdict(desk::Pauses(uses()).pause(
                dispatcher,
                ref(dispatcher, number),
                {model::PauseGround::awaiting_organ, "已向供电公司发函"}
            )) == "ok"
        );
    }

    void resume(const std::string& number, const char* at) {
        clock.set(at);
        REQUIRE(
            verdict(desk::Pauses(uses()).resume(dispatcher, ref(dispatcher, number), "")) == "ok"
        );
    }

    void reply(const std::string& number) {
        REQUIRE(verdict(tickets().reply(handler, ref(handler, number), "已修好。")) == "ok");
    }

    desk::ExplainedClock explained(const std::string& number) {
        return desk::DatesExplained(uses()).of(dispatcher, number)->clocks.back();
    }

    /// Whatever a test does, the figures can be counted again.
    Rate replies() {
        const auto check = desk::FiguresCheck(database, *town, clock).run();
        for (const auto& difference : check.differences)
            UNSCOPED_INFO(difference.figure);
        CHECK(check.differences.empty());
        CHECK(check.unproven.empty());
        const auto view = desk::Dashboard(database, *town, clock).view(dispatcher);
        return view.total.rates.at(static_cast<std::size_t>(Measure::final_reply));
    }
};

}  // namespace

TEST_CASE("a date counted anew leaves out the days on which the clock stood", "[recount][pause]") {
    PausedGround ground;
    const auto number = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    ground.pause(number, "2026-11-24T10:00:00+08:00");
    ground.resume(number, "2026-11-25T10:00:00+08:00");
    REQUIRE(ground.due(number) == "2026-12-01");
    ground.day_off("2026-11-27");
    ground.adopt("second");
    CHECK(ground.run().counts == store::RecountCounts{.counted = 1, .later = 1, .told = 1});
    CHECK(ground.due(number) == "2026-12-02");
    const auto clock = ground.explained(number);
    CHECK(clock.due == clock.counted_due);
    CHECK(clock.pauses.size() == 1);
    CHECK(clock.note.empty());
}

TEST_CASE("what stands still is counted when it goes on, by what holds then", "[recount][pause]") {
    PausedGround ground;
    const auto number = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    ground.pause(number, "2026-11-24T10:00:00+08:00");
    CHECK(ground.explained(number).state == "paused");
    ground.day_off("2026-11-27");
    ground.adopt("second");
    CHECK(ground.run().counts == store::RecountCounts{});
    ground.resume(number, "2026-11-25T10:00:00+08:00");
    CHECK(ground.due(number) == "2026-12-02");
    const auto due = ground.record(number).ticket.due;
    CHECK(due.calendar_version == "second");
    CHECK(due.policy_version == ground.town->snapshot()->settings().policy.version);
    ground.adopt("third");  // nothing else
    CHECK(ground.run().counts == store::RecountCounts{.counted = 1});
    CHECK(ground.due(number) == "2026-12-02");
}

TEST_CASE("a pause adds its days to the date that was kept before it", "[recount][pause]") {
    PausedGround ground;
    const auto number = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    ground.pause(number, "2026-11-24T10:00:00+08:00");
    ground.resume(number, "2026-11-25T10:00:00+08:00");
    ground.change([](desk::TownSettings& settings) { settings.policy.final_workdays = 7; });
    ground.run();
    REQUIRE(ground.due(number) == "2026-12-03");
    ground.change([](desk::TownSettings& settings) { settings.policy.final_workdays = 3; });
    ground.run();
    REQUIRE(ground.due(number) == "2026-12-03");
    ground.pause(number, "2026-11-26T10:00:00+08:00");
    ground.resume(number, "2026-11-27T10:00:00+08:00");
    CHECK(ground.due(number) == "2026-12-04");
}

TEST_CASE("a carried ticket waits with the one that stands still", "[recount][pause]") {
    PausedGround ground;
    const auto carried = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    const auto survivor = ground.taken_in(ground.by_phone("b", "路灯坏了"));
    desk::Merging merging(ground.uses());
    REQUIRE(
        verdict(merging.merge(ground.dispatcher, ground.ref(ground.dispatcher, carried), survivor)
        ) == "ok"
    );
    ground.pause(survivor, "2026-11-24T10:00:00+08:00");
    ground.day_off("2026-11-27");
    ground.adopt("second");
    ground.run();
    CHECK(ground.changes(carried).empty());
    CHECK_FALSE(ground.record(carried).ticket.due.provisional);
    ground.resume(survivor, "2026-11-25T10:00:00+08:00");
    CHECK(ground.due(survivor) == "2026-12-02");
}

TEST_CASE("figures of what stood still can be counted again", "[figures][pause]") {
    PausedGround ground;
    const auto timely = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    const auto late = ground.taken_in(ground.by_phone("b", "路灯坏了"));
    ground.pause(timely, "2026-11-24T10:00:00+08:00");
    ground.clock.set("2026-12-01T09:00:00+08:00");
    CHECK(ground.replies() == Rate{0, 1});
    ground.pause(late, "2026-12-01T10:00:00+08:00");
    CHECK(ground.replies() == Rate{0, 0});
    ground.resume(timely, "2026-12-02T10:00:00+08:00");
    CHECK(ground.replies() == Rate{0, 0});
    ground.resume(late, "2026-12-02T10:00:00+08:00");
    CHECK(ground.replies() == Rate{0, 1});
    ground.reply(timely);
    CHECK(ground.replies() == Rate{1, 2});
    ground.reply(late);
    CHECK(ground.replies() == Rate{1, 2});
}
