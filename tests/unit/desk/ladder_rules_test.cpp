#include "board/model/ladder_rules.hpp"

#include "board/desk/escalation.hpp"
#include "board/store/directory_repository.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using std::chrono::minutes;
using test::DeskGround;

TEST_CASE("numbers of the ladder that do not go together are named", "[ladder]") {
    using model::LadderRules;
    const auto wrong = [](auto change) {
        LadderRules rules;
        change(rules);
        return std::string(model::wrong_field(rules));
    };
    CHECK(wrong([](LadderRules& r) { r.remind_before = 0; }) == "remind_before");
    CHECK(wrong([](LadderRules& r) { r.draft_by = 5; }) == "review_by");
    CHECK(wrong([](LadderRules& r) { r.supervise_after = 6; }) == "report_after");
    CHECK(wrong([](LadderRules& r) {
              r.response_warning = minutes{1};
          }) == "response_warning_minutes");
    CHECK(wrong([](LadderRules& r) { r.duty_wait = minutes{0}; }) == "duty_minutes");
    CHECK(wrong([](LadderRules& r) { r.notice_to = r.notice_from; }) == "notice_to");
    CHECK(wrong([](LadderRules& r) { r.digest_at = r.notice_to; }) == "digest_at");
    CHECK(wrong([](LadderRules&) {}).empty());
}

TEST_CASE("the ladder's numbers survive the record; damaged rows leave the defaults", "[ladder]") {
    DeskGround ground;
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.ladder = {
        .remind_before = 2,
        .draft_by = 2,
        .review_by = 3,
        .supervise_after = 2,
        .report_after = 6,
        .response_warning = minutes{45},
        .notice_from = minutes{9 * 60},
        .notice_to = minutes{16 * 60 + 30},
        .digest_at = minutes{9 * 60 + 15},
        .duty_wait = minutes{7}};
    REQUIRE(test::verdict(administration.put(settings, "zhou")) == "ok");
    CHECK(ground.town->snapshot()->settings().ladder == settings.ladder);
    ground.database.write([](store::Connection& connection) {
        store::DirectoryRepository(connection).put_setting("ladder.notice_to", "60");
    });
    REQUIRE(ground.town->refresh());
    CHECK(ground.town->snapshot()->settings().ladder == model::LadderRules{});
}

TEST_CASE("budgets beyond a short promise lie on its last day", "[escalation]") {
    DeskGround ground;
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.policy.final_workdays = 2;
    REQUIRE(test::verdict(administration.put(settings, "zhou")) == "ok");
    auto wang = ground.handler;
    ground.database.write([&](store::Connection& connection) {
        wang.id = store::PeopleRepository(connection).add(wang, "", ground.clock.now());
    });
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    desk::Escalation escalation(ground.database, *ground.town, ground.clock, ground.announce());
    ground.clock.set("2026-11-25T08:30:00+08:00");
    escalation.climb({number});
    const auto notices = escalation.unread(wang, 10);
    CHECK(std::any_of(notices.begin(), notices.end(), [](const auto& notice) {
        return notice.rung == "draft_budget";
    }));
}

TEST_CASE("a changed number of the ladder plans open tickets anew", "[escalation]") {
    DeskGround ground;  // Monday the 23rd, due at the end of Monday the 30th
    auto wang = ground.handler;
    ground.database.write([&](store::Connection& connection) {
        wang.id = store::PeopleRepository(connection).add(wang, "", ground.clock.now());
    });
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    desk::Escalation escalation(ground.database, *ground.town, ground.clock, ground.announce());
    ground.clock.set("2026-11-26T12:00:00+08:00");
    escalation.climb({number});
    REQUIRE(escalation.upcoming(ground.clock.now(), 10).empty());

    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.ladder.remind_before = 2;
    settings.ladder.notice_from = minutes{8 * 60};
    settings.ladder.draft_by = 6;
    CHECK(test::verdict(administration.put(settings, "zhou")) == "bad_request");
    settings.ladder.draft_by = 3;
    REQUIRE(test::verdict(administration.put(settings, "zhou")) == "ok");
    const auto again = escalation.upcoming(ground.clock.now() + minutes{1}, 10);
    REQUIRE(again.size() == 1);
    CHECK(again[0].number == number);
    // The reminder two working days before is due since this morning; the next lies at the new
    // opening.
    const auto next = escalation.climb({number});
    REQUIRE(next.size() == 1);
    CHECK(model::to_rfc3339(next[0].at) == "2026-11-27T08:00:00+08:00");
    CHECK(escalation.unread(wang, 10).front().rung == "due_soon");
}

TEST_CASE(
    "a clock that does not know the changed rules yet fires nothing by the old", "[escalation]"
) {
    DeskGround ground;
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    const model::CalendarFacts facts = [] {
        model::CalendarFacts made{.version = "test"};
        made.years[2026] = {.year = 2026, .source = "test"};
        made.years[2027] = {.year = 2027, .source = "test"};
        return made;
    }();
    desk::Town other(ground.database, facts, ground.secret, desk::Demo::no);
    desk::Escalation stale(ground.database, other, ground.clock, ground.announce());
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.ladder.remind_before = 2;
    REQUIRE(test::verdict(administration.put(settings, "zhou")) == "ok");
    ground.clock.set("2026-11-26T12:00:00+08:00");
    const auto again = stale.climb({number});
    REQUIRE(again.size() == 1);
    CHECK(again[0].at > ground.clock.now());
    CHECK(again[0].at < ground.clock.now() + minutes{1});
    CHECK(stale.upcoming(ground.clock.now(), 10).size() == 1);
    REQUIRE(other.refresh());
    stale.climb({number});
    CHECK(stale.upcoming(ground.clock.now(), 10).empty());
}
