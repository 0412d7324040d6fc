// Parts of assisting units: their dates, their ladder, their end.
#include "board/desk/assists.hpp"

#include "board/desk/escalation.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using test::DeskGround;
using test::verdict;

namespace {

/// A ticket of cjzx, received on Monday 2026-11-23 09:00; li of zfd may be asked.
struct AssistGround : DeskGround {
    AssistGround() {
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (auto* person : {&wang, &li, &office})
                person->id = people.add(*person, "", clock.now());
        });
        number = taken_in(by_alice("k", "路灯坏了"));
    }

    model::InboundMessage by_alice(const std::string& key, const std::string& text) {
        auto made = message(key, text);
        made.channel = "wechat_oa";
        made.sender = "alice";
        return made;
    }

    std::string ask(int workdays) {
        return verdict(desk::Assists(uses()).ask(
            handler, ref(handler, number), {"zfd", "现场有无施工？", workdays}
        ));
    }

    std::string give() {
        return verdict(desk::Assists(uses()).give_opinion(enforcer, {number, {}}, "没有施工。"));
    }

    desk::TicketView view() { return tickets().view(dispatcher, number).value(); }

    std::string due() { return model::to_rfc3339(view().proceedings.assists.back().due.value()); }

    std::vector<std::string> told_parts(const model::Staff& person) {
        std::vector<std::string> rungs;
        desk::Escalation escalation(database, *town, clock, announce());
        escalation.climb({number});
        for (const auto& notice : escalation.unread(person, 50))
            if (notice.rung.rfind("part_", 0) == 0)
                rungs.insert(rungs.begin(), notice.rung);
        return rungs;
    }

    std::string number;
    model::Staff wang{{}, "wang", "王工", "cjzx", {model::Role::handler}, true};
    model::Staff li{{}, "li", "李队", "zfd", {model::Role::handler}, true};
    model::Staff office{{}, "zhou", "周办", "dzb", {model::Role::dispatcher}, true};
};

using Rungs = std::vector<std::string>;

}  // namespace

TEST_CASE("an opinion is due after working days, and no later than the ticket", "[desk][assist]") {
    AssistGround ground;
    SECTION("at the end of the day") {
        REQUIRE(ground.ask(2) == "ok");
        CHECK(ground.due() == "2026-11-25T23:59:59+08:00");
    }
    SECTION("over a weekend") {
        ground.clock.set("2026-11-27T10:00:00+08:00");
        REQUIRE(ground.ask(1) == "ok");
        CHECK(ground.due() == "2026-11-30T23:59:59+08:00");
    }
    SECTION("the ticket's own date is the last") {
        REQUIRE(ground.ask(30) == "ok");
        CHECK(ground.due() == "2026-11-30T23:59:59+08:00");
    }
    SECTION("of a ticket that is late already the days count") {
        ground.clock.set("2026-12-01T10:00:00+08:00");
        REQUIRE(ground.ask(1) == "ok");
        CHECK(ground.due() == "2026-12-02T23:59:59+08:00");
    }
}

TEST_CASE("a part has a ladder of its own, for its unit, until its opinion", "[desk][assist]") {
    AssistGround ground;
    REQUIRE(ground.ask(2) == "ok");
    ground.clock.set("2026-11-25T08:29:00+08:00");
    CHECK(ground.told_parts(ground.li).empty());
    ground.clock.set("2026-11-25T08:30:00+08:00");
    CHECK(ground.told_parts(ground.li) == Rungs{"part_today"});
    CHECK(ground.told_parts(ground.wang).empty());
    SECTION("late, the lead unit is told too, and waits no longer") {
        ground.clock.set("2026-11-26T08:30:00+08:00");
        CHECK(ground.told_parts(ground.li) == Rungs{"part_today", "part_breached"});
        CHECK(ground.told_parts(ground.wang) == Rungs{"part_breached"});
        CHECK(ground.view().proceedings.assists[0].state == "overdue");
        CHECK(
            verdict(ground.tickets().submit(
                ground.handler, ground.ref(ground.handler, ground.number), "已修好。"
            )) == "ok"
        );
    }
    SECTION("given, nobody is told any more") {
        REQUIRE(ground.give() == "ok");
        ground.clock.set("2026-11-26T08:30:00+08:00");
        CHECK(ground.told_parts(ground.li) == Rungs{"part_today"});
        CHECK(ground.told_parts(ground.wang).empty());
    }
}

TEST_CASE("a reminder leaves the holder and since when it holds the ticket", "[desk][assist]") {
    AssistGround ground;
    const auto since = ground.view().proceedings.holder.since;
    ground.clock.set("2026-11-24T10:00:00+08:00");
    REQUIRE(ground.ask(1) == "ok");
    ground.clock.set("2026-12-02T10:00:00+08:00");
    REQUIRE_FALSE(ground.told_parts(ground.li).empty());
    REQUIRE(ground.give() == "ok");
    CHECK(ground.view().proceedings.holder.since == since);
}

TEST_CASE("what an addition accuses is not asked any more", "[desk][assist]") {
    AssistGround ground;
    REQUIRE(ground.ask(2) == "ok");
    desk::Escalation escalation(ground.database, *ground.town, ground.clock, ground.announce());
    REQUIRE(escalation.unread(ground.li, 50).at(0).title == "请求协办");
    REQUIRE(escalation.unread(ground.li, 50).at(0).subject == "路灯坏了");
    auto more = ground.by_alice("more", "综合行政执法队的人收了摊贩的钱，我要举报");
    more.number = ground.number;
    more.continues = true;
    ground.taken_in(more);
    CHECK(escalation.unread(ground.li, 50).empty());
    const auto view = ground.view();
    REQUIRE(view.row.ticket.restricted);
    CHECK(view.proceedings.assists[0].state == "dropped");
    CHECK(verdict(ground.tickets().view(ground.enforcer, ground.number)) == "not_found");
}

TEST_CASE("what a move tells colleagues waits for the town's own notice hours", "[desk][assist]") {
    AssistGround ground;
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.ladder.notice_from = std::chrono::minutes{10 * 60};
    settings.ladder.digest_at = settings.ladder.notice_from;
    REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    REQUIRE(ground.ask(2) == "ok");
    desk::Escalation escalation(ground.database, *ground.town, ground.clock, ground.announce());
    ground.clock.set("2026-11-23T09:59:59+08:00");
    CHECK(escalation.unread(ground.li, 50).empty());
    ground.clock.set("2026-11-23T10:00:00+08:00");
    CHECK(escalation.unread(ground.li, 50).at(0).title == "请求协办");
}

TEST_CASE("those who assist hear of what the writer adds", "[desk][assist]") {
    AssistGround ground;
    REQUIRE(ground.ask(2) == "ok");
    auto more = ground.by_alice("more", "今天又坏了一盏");
    more.number = ground.number;
    more.continues = true;
    ground.taken_in(more);
    REQUIRE(ground.events.back().event == "added");
    CHECK(ground.tickets().may_see(ground.enforcer, ground.events.back()));
}

TEST_CASE("those who assist hear of what happens to the ticket", "[desk][assist]") {
    AssistGround ground;
    REQUIRE(ground.ask(2) == "ok");
    CHECK(ground.tickets().may_see(ground.enforcer, ground.events.back()));
    REQUIRE(
        verdict(
            desk::Assists(ground.uses())
                .drop(
                    ground.handler, ground.ref(ground.handler, ground.number), "zfd", "已自行查明"
                )
        ) == "ok"
    );
    CHECK_FALSE(ground.tickets().may_see(ground.enforcer, ground.events.back()));
}
