// Opinions of assisting units whose ticket stands still: their dates move as the ticket's own does.
#include "board/desk/assists.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/pauses.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using test::DeskGround;
using test::verdict;

namespace {

using Rungs = std::vector<std::string>;

/// A ticket of cjzx, received on Monday 2026-11-23 09:00, due on Monday the 30th; li of zfd is
/// asked.
struct PausedPartGround : DeskGround {
    PausedPartGround() {
        desk::Administration administration(database, *town, clock);
        auto settings = town->snapshot()->settings();
        settings.workflow.pausing = model::Pausing::allowed;
        REQUIRE(verdict(administration.put(settings, "test")) == "ok");
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (auto* person : {&wang, &li, &office})
                person->id = people.add(*person, "", clock.now());
        });
        number = taken_in(message("k", "路灯坏了"));
    }

    void ask(int workdays) {
        REQUIRE(
            verdict(desk::Assists(uses()).ask(
                handler, ref(handler, number), {"zfd", "现场有无施工？", workdays}
            )) == "ok"
        );
    }

    void pause(const char* at) {
        clock.set(at);
        REQUIRE(
            verdict(desk::Pauses(uses()).pause(
                dispatcher,
                ref(dispatcher, number),
                {model::PauseGround::awaiting_organ, "已向供电公司发函"}
            )) == "ok"
        );
    }

    void resume(const char* at) {
        clock.set(at);
        REQUIRE(verdict(desk::Pauses(uses()).resume(handler, ref(handler, number), "")) == "ok");
    }

    desk::TicketView view() { return tickets().view(dispatcher, number).value(); }

    std::string due() { return model::to_rfc3339(view().proceedings.assists.back().due.value()); }

    std::string state() { return view().proceedings.assists.back().state; }

    std::string said() {
        for (const auto& entry : view().history)
            if (entry.event == "assist_moved")
                return entry.detail;
        return "";
    }

    Rungs told() {
        desk::Escalation escalation(database, *town, clock, announce());
        escalation.climb({number});
        Rungs rungs;
        for (const auto& notice : escalation.unread(li, 50))
            if (notice.rung.rfind("part_", 0) == 0)
                rungs.insert(rungs.begin(), notice.rung);
        return rungs;
    }

    std::string number;
    model::Staff wang{{}, "wang", "王工", "cjzx", {model::Role::handler}, true};
    model::Staff li{{}, "li", "李队", "zfd", {model::Role::handler}, true};
    model::Staff office{{}, "zhou", "周办", "dzb", {model::Role::dispatcher}, true};
};

}  // namespace

TEST_CASE("an opinion's date moves by the working days of the pause", "[assist][pause]") {
    PausedPartGround ground;
    ground.ask(2);
    REQUIRE(ground.due() == "2026-11-25T23:59:59+08:00");
    ground.pause("2026-11-24T10:00:00+08:00");
    ground.resume("2026-11-26T10:00:00+08:00");
    CHECK(ground.due() == "2026-11-27T23:59:59+08:00");
    CHECK(
        ground.said() ==
        "综合行政执法队的协办意见原定11月25日（周三）23:59前，现为11月27日（周五）23:"
        "59前：中止期间不计"
    );
    CHECK(
        model::to_rfc3339(*ground.view().row.ticket.due.final_due) == "2026-12-02T23:59:59+08:00"
    );
    desk::Escalation escalation(ground.database, *ground.town, ground.clock, ground.announce());
    CHECK(escalation.unread(ground.li, 1).at(0).title == "协办意见期限顺延");
}

TEST_CASE("several pauses move an opinion's date once each", "[assist][pause]") {
    PausedPartGround ground;
    ground.ask(2);
    ground.pause("2026-11-24T10:00:00+08:00");
    ground.resume("2026-11-25T10:00:00+08:00");
    REQUIRE(ground.due() == "2026-11-26T23:59:59+08:00");
    ground.pause("2026-11-26T10:00:00+08:00");
    ground.resume("2026-11-27T10:00:00+08:00");
    CHECK(ground.due() == "2026-11-27T23:59:59+08:00");
}

TEST_CASE("an opinion asked for after a pause is not moved by it", "[assist][pause]") {
    PausedPartGround ground;
    ground.pause("2026-11-23T10:00:00+08:00");
    ground.resume("2026-11-24T10:00:00+08:00");
    ground.ask(2);
    REQUIRE(ground.due() == "2026-11-26T23:59:59+08:00");
    ground.pause("2026-11-25T10:00:00+08:00");
    ground.resume("2026-11-26T10:00:00+08:00");
    CHECK(ground.due() == "2026-11-27T23:59:59+08:00");
}

TEST_CASE("a pause without a closing time moves no opinion", "[assist][pause]") {
    PausedPartGround ground;
    ground.ask(2);
    ground.pause("2026-11-25T08:00:00+08:00");
    CHECK(ground.told().empty());
    ground.clock.set("2026-11-25T08:31:00+08:00");
    CHECK(ground.told().empty());
    ground.resume("2026-11-25T10:00:00+08:00");
    CHECK(ground.due() == "2026-11-25T23:59:59+08:00");
    CHECK(ground.said().empty());
    CHECK(ground.told() == Rungs{"part_today"});
}

TEST_CASE("an opinion that was late before the pause is late after it", "[assist][pause]") {
    PausedPartGround ground;
    ground.ask(1);
    ground.pause("2026-11-25T10:00:00+08:00");
    CHECK(ground.state() == "overdue");
    ground.resume("2026-11-27T10:00:00+08:00");
    CHECK(ground.due() == "2026-11-24T23:59:59+08:00");
    CHECK(ground.state() == "overdue");
}

TEST_CASE("an opinion is not late while its ticket stands still", "[assist][pause]") {
    PausedPartGround ground;
    ground.ask(1);
    ground.pause("2026-11-24T10:00:00+08:00");
    ground.clock.set("2026-11-26T10:00:00+08:00");
    CHECK(ground.state() == "asked");
}

TEST_CASE("a moved opinion has a ladder of its own, told once", "[assist][pause]") {
    PausedPartGround ground;
    ground.ask(3);
    ground.pause("2026-11-24T10:00:00+08:00");
    ground.resume("2026-11-25T10:00:00+08:00");
    REQUIRE(ground.due() == "2026-11-27T23:59:59+08:00");
    ground.clock.set("2026-11-26T09:00:00+08:00");
    CHECK(ground.told().empty());
    ground.clock.set("2026-11-27T08:30:00+08:00");
    CHECK(ground.told() == Rungs{"part_today"});
    CHECK(ground.told() == Rungs{"part_today"});
    ground.clock.set("2026-11-30T08:30:00+08:00");
    CHECK(ground.told() == Rungs{"part_today", "part_breached"});
}

TEST_CASE("a rung of a moved opinion that lies behind it is not caught up", "[assist][pause]") {
    PausedPartGround ground;
    ground.ask(2);
    ground.clock.set("2026-11-25T08:30:00+08:00");
    REQUIRE(ground.told() == Rungs{"part_today"});
    ground.pause("2026-11-25T10:00:00+08:00");
    ground.clock.set("2026-11-26T09:00:00+08:00");
    CHECK(ground.told() == Rungs{"part_today"});
    ground.resume("2026-11-26T10:00:00+08:00");
    REQUIRE(ground.due() == "2026-11-26T23:59:59+08:00");
    CHECK(ground.told() == Rungs{"part_today"});
    ground.clock.set("2026-11-27T08:30:00+08:00");
    CHECK(ground.told() == Rungs{"part_today", "part_breached"});
}
