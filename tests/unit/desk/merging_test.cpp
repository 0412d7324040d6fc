#include "board/desk/merging.hpp"

#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using model::TicketState;
using test::DeskGround;
using test::verdict;

namespace {

struct MergingGround : DeskGround {
    model::InboundMessage by_alice(const std::string& key, const std::string& text) {
        auto made = message(key, text);
        made.channel = "wechat_oa";
        made.sender = "alice";
        return made;
    }

    std::string merge(const std::string& number, const std::string& survivor) {
        return verdict(desk::Merging(uses()).merge(dispatcher, ref(dispatcher, number), survivor));
    }

    std::string unmerge(const std::string& number) {
        return verdict(desk::Merging(uses()).unmerge(dispatcher, ref(dispatcher, number)));
    }

    std::string due(const std::string& number) {
        return model::to_iso(
            model::local_date(*tickets().view(dispatcher, number)->row.ticket.due.final_due)
        );
    }
};

}  // namespace

TEST_CASE("the survivor keeps the earliest receipt's dates, and gets its own back", "[desk]") {
    MergingGround ground;
    ground.clock.set("2026-11-16T09:00:00+08:00");
    const auto earliest = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-11-18T09:00:00+08:00");
    const auto middle = ground.taken_in(ground.message("b", "路灯坏了"));
    ground.clock.set("2026-11-20T09:00:00+08:00");
    const auto survivor = ground.taken_in(ground.message("c", "路灯坏了"));
    CHECK(ground.due(survivor) == "2026-11-27");
    REQUIRE(ground.merge(middle, survivor) == "ok");
    CHECK(ground.due(survivor) == "2026-11-25");
    REQUIRE(ground.merge(earliest, survivor) == "ok");
    CHECK(ground.due(survivor) == "2026-11-23");
    const auto view = ground.tickets().view(ground.dispatcher, survivor);
    CHECK(model::to_rfc3339(view->proceedings.earliest_receipt) == "2026-11-16T09:00:00+08:00");
    REQUIRE(ground.unmerge(earliest) == "ok");
    CHECK(ground.due(survivor) == "2026-11-25");
    CHECK(ground.due(earliest) == "2026-11-23");
    REQUIRE(ground.unmerge(middle) == "ok");
    CHECK(ground.due(survivor) == "2026-11-27");
}

TEST_CASE("a later ticket that is merged moves no date", "[desk]") {
    MergingGround ground;
    const auto survivor = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.advance(std::chrono::hours{48});
    const auto later = ground.taken_in(ground.message("b", "路灯坏了"));
    const auto before = ground.due(survivor);
    REQUIRE(ground.merge(later, survivor) == "ok");
    CHECK(ground.due(survivor) == before);
}

TEST_CASE("a merged ticket is never overdue", "[desk]") {
    MergingGround ground;
    const auto survivor = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto merged = ground.taken_in(ground.message("b", "路灯坏了"));
    REQUIRE(ground.merge(merged, survivor) == "ok");
    ground.clock.set("2026-12-20T09:00:00+08:00");
    CHECK_FALSE(ground.tickets().view(ground.dispatcher, merged)->row.overdue);
    CHECK(ground.tickets().view(ground.dispatcher, survivor)->row.overdue);
    for (const auto& row :
         ground.tickets()
             .list(ground.dispatcher, {.queue = desk::Queue::overdue, .limit = 100})
             .items)
        CHECK(row.ticket.number != merged);
}

TEST_CASE("what is added to a merged ticket comes before whoever has the survivor", "[desk]") {
    MergingGround ground;
    const auto survivor = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto first = ground.by_alice("b", "路灯坏了");
    const auto merged = ground.taken_in(first);
    REQUIRE(ground.merge(merged, survivor) == "ok");
    REQUIRE(
        verdict(
            ground.tickets().reply(ground.handler, ground.ref(ground.handler, survivor), "已修好")
        ) == "ok"
    );
    auto further = first;
    ground.clock.advance(std::chrono::hours{1});
    further.delivery_key = "c";
    further.received_at = ground.clock.now();
    further.text = "还是不亮";
    further.continues = true;
    ground.taken_in(further);
    CHECK(ground.events.back().number == survivor);
    const auto view = ground.tickets().view(ground.handler, survivor);
    CHECK(view->row.ticket.state == TicketState::handling);
    CHECK(view->talk.back().text == "还是不亮");
    CHECK(ground.tickets().view(ground.handler, merged)->row.ticket.state == TicketState::merged);
}

TEST_CASE("an addition that accuses leaves the survivor at once", "[desk]") {
    MergingGround ground;
    const auto survivor = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto first = ground.by_alice("b", "路灯坏了");
    const auto merged = ground.taken_in(first);
    REQUIRE(ground.merge(merged, survivor) == "ok");
    auto further = first;
    further.delivery_key = "c";
    further.text = "举报城市建设管理事务中心的人吃拿卡要，态度恶劣";
    further.continues = true;
    ground.taken_in(further);
    CHECK(verdict(ground.tickets().view(ground.handler, merged)) == "not_found");
    const auto view = ground.tickets().view(ground.handler, survivor);
    CHECK(view->proceedings.carries.empty());
    for (const auto& line : view->talk)
        CHECK(line.text.find("举报") == std::string::npos);
    CHECK(
        ground.tickets().view(ground.dispatcher, merged)->row.ticket.state ==
        TicketState::to_dispatch
    );
}

TEST_CASE("a survivor that is left gets its own dates back, and says so", "[desk]") {
    MergingGround ground;
    ground.clock.set("2026-11-16T09:00:00+08:00");
    const auto first = ground.by_alice("a", "路灯坏了");
    const auto earliest = ground.taken_in(first);
    ground.clock.set("2026-11-18T09:00:00+08:00");
    const auto middle = ground.taken_in(ground.message("b", "路灯坏了"));
    ground.clock.set("2026-11-20T09:00:00+08:00");
    const auto survivor = ground.taken_in(ground.message("c", "路灯坏了"));
    REQUIRE(ground.merge(middle, survivor) == "ok");
    REQUIRE(ground.merge(earliest, survivor) == "ok");
    REQUIRE(ground.due(survivor) == "2026-11-23");
    auto further = first;
    further.delivery_key = "d";
    further.text = "举报城市建设管理事务中心的人吃拿卡要，态度恶劣";
    further.continues = true;
    ground.taken_in(further);
    CHECK(ground.due(survivor) == "2026-11-25");
    CHECK(ground.due(earliest) == "2026-11-23");
    const auto view = ground.tickets().view(ground.dispatcher, survivor);
    CHECK(view->history.back().event == "carries_no_more");
    CHECK(
        view->history.back().detail.find(
            "答复日期由11月23日（周一）24:00前改为11月25日（周三）24:00前"
        ) != std::string::npos
    );
    REQUIRE(ground.unmerge(middle) == "ok");
    CHECK(ground.due(survivor) == "2026-11-27");
}

TEST_CASE("a ticket that turns out to accuse carries nobody else's matter any more", "[desk]") {
    MergingGround ground;
    const auto first = ground.by_alice("a", "路灯坏了");
    const auto survivor = ground.taken_in(first);
    const auto carried = ground.taken_in(ground.message("b", "路灯坏了"));
    REQUIRE(ground.merge(carried, survivor) == "ok");
    auto further = first;
    further.delivery_key = "c";
    further.text = "举报城市建设管理事务中心的人吃拿卡要，态度恶劣";
    further.continues = true;
    ground.taken_in(further);
    const auto view = ground.tickets().view(ground.handler, carried).value();
    CHECK(view.row.ticket.state == TicketState::handling);
    CHECK(view.proceedings.merged_into.empty());
    CHECK(std::any_of(ground.events.begin(), ground.events.end(), [&](const auto& event) {
        return event.number == carried && event.event == "unmerged";
    }));
    CHECK(ground.tickets().view(ground.dispatcher, survivor)->proceedings.carries.empty());
}

TEST_CASE("accusations of different units are never one ticket", "[desk]") {
    MergingGround ground;
    const auto one =
        ground.taken_in(ground.message("a", "举报城市建设管理事务中心的人吃拿卡要，态度恶劣"));
    const auto other =
        ground.taken_in(ground.message("b", "举报综合行政执法队的人吃拿卡要，态度恶劣"));
    const auto same =
        ground.taken_in(ground.message("c", "举报城市建设管理事务中心的人收受红包，态度恶劣"));
    CHECK(ground.merge(one, other) == "survivor_unfit");
    CHECK(ground.merge(one, same) == "ok");
}

TEST_CASE("each citizen's reply is a row of the outbox of its own", "[desk]") {
    MergingGround ground;
    const auto survivor = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto merged = ground.taken_in(ground.message("b", "路灯坏了"));
    REQUIRE(ground.merge(merged, survivor) == "ok");
    REQUIRE(
        verdict(
            ground.tickets().reply(ground.handler, ground.ref(ground.handler, survivor), "已修好")
        ) == "ok"
    );
    const auto count = ground.database.read([](store::Connection& connection) {
        auto row = connection.query(
            "select count(*), count(distinct ticket), count(distinct idempotency_key) from outbound"
        );
        row.next();
        return std::tuple(row.integer(0), row.integer(1), row.integer(2));
    });
    CHECK(count == std::tuple<std::int64_t, std::int64_t, std::int64_t>(2, 2, 2));
}

TEST_CASE("what is parted after it was answered with another owes an answer of its own", "[desk]") {
    MergingGround ground;
    const auto survivor = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto merged = ground.taken_in(ground.message("b", "路灯坏了"));
    REQUIRE(ground.merge(merged, survivor) == "ok");
    REQUIRE(
        verdict(
            ground.tickets().reply(ground.handler, ground.ref(ground.handler, survivor), "已修。")
        ) == "ok"
    );
    CHECK(ground.tickets().view(ground.dispatcher, merged)->row.ticket.replied_at);
    REQUIRE(ground.unmerge(merged) == "ok");
    const auto ticket = ground.tickets().view(ground.dispatcher, merged)->row.ticket;
    CHECK(ticket.state == TicketState::handling);
    CHECK_FALSE(ticket.replied_at);
}
