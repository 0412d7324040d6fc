// A merged ticket that goes on by itself after the reply of the one that carried it.
#include "board/desk/figures_check.hpp"
#include "board/desk/merging.hpp"
#include "board/desk/terminations.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::TicketState;
using test::verdict;

namespace {

struct UnmergingGround : test::DeskGround {
    UnmergingGround() {
        desk::Administration administration(database, *town, clock);
        const model::ChannelAccount account{.channel = "wechat_oa", .name = "gh_1"};
        REQUIRE(verdict(administration.put(account, "test")) == "ok");
        town->refresh();
        clock.set("2026-11-16T09:00:00+08:00");
        auto made = message("a", "路灯坏了");
        made.channel = "wechat_oa";
        made.account = "gh_1";
        made.sender = "alice";
        merged = taken_in(made);
        clock.set("2026-11-18T09:00:00+08:00");
        survivor = taken_in(message("b", "路灯坏了"));
        REQUIRE(verdict(merge()) == "ok");
    }

    model::Result<desk::Moved> merge() {
        return desk::Merging(uses()).merge(dispatcher, ref(dispatcher, merged), survivor);
    }

    void reply_at(const char* time) {
        clock.set(time);
        REQUIRE(verdict(tickets().reply(handler, ref(handler, survivor), "已换灯具")) == "ok");
    }

    void unmerge_at(const char* time) {
        clock.set(time);
        REQUIRE(
            verdict(desk::Merging(uses()).unmerge(dispatcher, ref(dispatcher, merged))) == "ok"
        );
    }

    desk::TicketView view(const std::string& number) { return *tickets().view(dispatcher, number); }

    std::string due(const std::string& number) {
        return model::to_iso(model::local_date(*view(number).row.ticket.due.final_due));
    }

    std::string last_letter() {
        return database.read([](store::Connection& connection) {
            auto row = connection.query("select text from outbound order by id desc limit 1");
            return row.next() ? row.text(0) : std::string();
        });
    }

    void check_figures() {
        const auto checked = desk::FiguresCheck(database, *town, clock).run();
        CHECK(checked.differences.empty());
        CHECK(checked.unproven.empty());
    }

    std::string merged;
    std::string survivor;
};

}  // namespace

TEST_CASE("after the reply a ticket that leaves gets a date of its own, from now", "[merging]") {
    UnmergingGround ground;
    ground.reply_at("2026-11-20T10:00:00+08:00");
    REQUIRE(ground.view(ground.merged).row.ticket.replied_at);
    ground.unmerge_at("2026-12-07T10:00:00+08:00");  // Monday; its first date is long over
    const auto view = ground.view(ground.merged);
    CHECK(view.row.ticket.state == TicketState::handling);
    CHECK(view.row.ticket.round == 2);
    CHECK(ground.due(ground.merged) == "2026-12-14");
    CHECK_FALSE(view.row.ticket.replied_at);
    CHECK_FALSE(view.row.overdue);
    ground.check_figures();
    ground.clock.set("2026-12-15T10:00:00+08:00");
    CHECK(ground.view(ground.merged).row.overdue);
    ground.check_figures();
}

TEST_CASE("its writer is told that it goes on, and until when", "[merging]") {
    UnmergingGround ground;
    ground.reply_at("2026-11-20T10:00:00+08:00");
    ground.unmerge_at("2026-12-07T10:00:00+08:00");
    CHECK(
        ground.last_letter() ==
        "您的来信曾与同一事项的来信合并办理，现恢复单独办理，12月14日（周一）23:59前答复您。"
    );
}

TEST_CASE("the reply of the one that carried stays in time or late as it was", "[merging]") {
    UnmergingGround ground;
    REQUIRE(ground.due(ground.survivor) == "2026-11-23");  // of the earlier ticket
    SECTION("late by the earlier date") {
        ground.reply_at("2026-11-24T10:00:00+08:00");
        ground.unmerge_at("2026-11-24T11:00:00+08:00");
        CHECK(ground.due(ground.survivor) == "2026-11-23");
        CHECK(ground.view(ground.survivor).history.back().event == "carries_no_more");
    }
    SECTION("before the reply its own date comes back, as ever") {
        ground.unmerge_at("2026-11-19T11:00:00+08:00");
        CHECK(ground.due(ground.survivor) == "2026-11-25");
        CHECK(ground.due(ground.merged) == "2026-11-23");
        CHECK(ground.view(ground.merged).row.ticket.round == 1);
    }
    ground.check_figures();
}

TEST_CASE("a second reply answers it, and it can be merged anew", "[merging]") {
    UnmergingGround ground;
    ground.reply_at("2026-11-20T10:00:00+08:00");
    ground.unmerge_at("2026-12-07T10:00:00+08:00");
    SECTION("answered") {
        REQUIRE(
            verdict(ground.tickets().reply(
                ground.handler, ground.ref(ground.handler, ground.merged), "这一盏也修好了"
            )) == "ok"
        );
        CHECK(ground.view(ground.merged).row.ticket.state == TicketState::final_replied);
        ground.check_figures();
    }
    SECTION("merged into another, and out of it before its reply: the second date stays") {
        ground.survivor = ground.taken_in(ground.message("c", "路灯坏了"));
        REQUIRE(verdict(ground.merge()) == "ok");
        ground.unmerge_at("2026-12-08T10:00:00+08:00");
        CHECK(ground.view(ground.merged).row.ticket.round == 2);
        CHECK(ground.due(ground.merged) == "2026-12-14");
        ground.check_figures();
    }
}
