// The final due time of a ticket that is stopped and goes on: counted anew from the ledger.
#include "board/desk/pauses.hpp"

#include "board/desk/dashboard.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/extensions.hpp"
#include "board/desk/merging.hpp"
#include "board/store/people_repository.hpp"
#include "board/workflow/ladder.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::PauseGround;
using model::TicketState;
using test::DeskGround;
using test::verdict;

namespace {

/// Monday 2026-11-23 09:00: what comes in is due at the end of Monday the 30th.
struct PauseGroundTown : DeskGround {
    PauseGroundTown() {
        desk::Administration administration(database, *town, clock);
        auto settings = town->snapshot()->settings();
        settings.workflow.pausing = model::Pausing::allowed;
        settings.workflow.max_extension_workdays = 10;
        REQUIRE(verdict(administration.put(settings, "test")) == "ok");
        database.write([&](store::Connection& connection) {
            wang.id = store::PeopleRepository(connection).add(wang, "", clock.now());
        });
    }

    std::string pause(const std::string& number, PauseGround ground = PauseGround::awaiting_organ) {
        return verdict(desk::Pauses(uses()).pause(
            dispatcher, ref(dispatcher, number), {ground, "已向供电公司发函"}
        ));
    }

    std::string resume(const std::string& number) {
        return verdict(desk::Pauses(uses()).resume(handler, ref(handler, number), ""));
    }

    void stand_still(const std::string& number, const char* from, const char* to) {
        clock.set(from);
        REQUIRE(pause(number) == "ok");
        clock.set(to);
        REQUIRE(resume(number) == "ok");
    }

    desk::TicketRow row(const std::string& number) {
        return tickets().view(dispatcher, number)->row;
    }

    std::string due(const std::string& number) {
        const auto at = row(number).ticket.due.final_due;
        return at ? model::to_rfc3339(*at) : "none";
    }

    model::InboundMessage by_alice(const std::string& key) {
        auto made = message(key, "路灯坏了");
        made.channel = "wechat_oa";
        made.sender = "alice";
        return made;
    }

    TicketState after_addition(const model::InboundMessage& first, const std::string& key) {
        auto further = first;
        further.delivery_key = key;
        further.continues = true;
        taken_in(further);
        return row(first.number).ticket.state;
    }

    std::vector<std::string> told() {
        desk::Escalation escalation(database, *town, clock, announce());
        std::vector<std::string> rungs;
        for (const auto& notice : escalation.unread(wang, 50))
            if (workflow::parse_rung(notice.rung))
                rungs.insert(rungs.begin(), notice.rung);
        return rungs;
    }

    std::vector<std::string> told_after_climbing(const std::string& number) {
        desk::Escalation escalation(database, *town, clock, announce());
        escalation.climb({number});
        return told();
    }

    model::Staff wang{{}, "wang", "王工", "cjzx", {model::Role::handler}, true};
};

using Rungs = std::vector<std::string>;

}  // namespace

TEST_CASE("a pause takes out the working days at whose close the clock stood", "[desk][pause]") {
    PauseGroundTown ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    REQUIRE(ground.due(number) == "2026-11-30T23:59:59+08:00");
    ground.clock.set("2026-11-25T10:00:00+08:00");
    REQUIRE(ground.pause(number) == "ok");
    CHECK(ground.due(number) == "none");
    CHECK_FALSE(ground.row(number).ticket.due.provisional);
    ground.clock.set("2026-11-27T10:00:00+08:00");
    REQUIRE(ground.resume(number) == "ok");
    CHECK(ground.due(number) == "2026-12-02T23:59:59+08:00");
    CHECK(ground.row(number).ticket.state == TicketState::handling);
}

TEST_CASE("a pause that holds no closing time moves nothing, to the second", "[desk][pause]") {
    PauseGroundTown ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.stand_still(number, "2026-11-25T00:00:00+08:00", "2026-11-25T23:59:59+08:00");
    CHECK(ground.due(number) == "2026-11-30T23:59:59+08:00");
    ground.stand_still(number, "2026-11-26T23:59:59+08:00", "2026-11-27T00:00:00+08:00");
    CHECK(ground.due(number) == "2026-12-01T23:59:59+08:00");
    ground.stand_still(number, "2026-11-28T00:00:00+08:00", "2026-11-29T23:59:59+08:00");
    CHECK(ground.due(number) == "2026-12-01T23:59:59+08:00");
}

TEST_CASE("several pauses and an extension between them are one count", "[desk][pause]") {
    PauseGroundTown ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.stand_still(number, "2026-11-24T10:00:00+08:00", "2026-11-25T10:00:00+08:00");
    CHECK(ground.due(number) == "2026-12-01T23:59:59+08:00");
    desk::Extensions extensions(ground.uses());
    REQUIRE(
        verdict(extensions.ask(ground.handler, ground.ref(ground.handler, number), 2, "缺料")) ==
        "ok"
    );
    REQUIRE(
        verdict(extensions.grant(ground.dispatcher, ground.ref(ground.dispatcher, number), "")) ==
        "ok"
    );
    CHECK(ground.due(number) == "2026-12-03T23:59:59+08:00");
    ground.stand_still(number, "2026-12-03T10:00:00+08:00", "2026-12-07T10:00:00+08:00");
    CHECK(ground.due(number) == "2026-12-07T23:59:59+08:00");
    const auto pauses = ground.tickets().view(ground.dispatcher, number)->proceedings.pauses;
    REQUIRE(pauses.size() == 2);
    CHECK(pauses[1].ended_by == "wang");
}

TEST_CASE("a date keeps the promise it was told under, whatever the town sets now", "[desk]") {
    PauseGroundTown ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.policy.final_workdays = 3;
    REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    ground.stand_still(number, "2026-11-25T10:00:00+08:00", "2026-11-26T10:00:00+08:00");
    CHECK(ground.due(number) == "2026-12-01T23:59:59+08:00");
}

TEST_CASE("what stands still is not overdue; what was late before is late after", "[desk][pause]") {
    PauseGroundTown ground;
    const auto in_time = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto late = ground.taken_in(ground.message("b", "井盖坏了"));
    REQUIRE(ground.pause(in_time) == "ok");
    ground.clock.set("2026-12-02T09:00:00+08:00");
    CHECK(ground.row(late).overdue);
    REQUIRE(ground.pause(late) == "ok");
    ground.clock.set("2026-12-09T09:00:00+08:00");
    for (const auto& number : {in_time, late})
        CHECK_FALSE(ground.row(number).overdue);
    const auto figures = [&] {
        return desk::Dashboard(ground.database, *ground.town, ground.clock)
            .view(ground.dispatcher)
            .total.overdue;
    };
    CHECK(figures() == 0);
    REQUIRE(ground.resume(in_time) == "ok");
    REQUIRE(ground.resume(late) == "ok");
    CHECK_FALSE(ground.row(in_time).overdue);
    CHECK(ground.row(late).overdue);
    CHECK(ground.due(late) == "2026-11-30T23:59:59+08:00");
    CHECK(figures() == 1);
}

TEST_CASE("nothing of the ladder fires in a pause; the new date has its own", "[desk][pause]") {
    PauseGroundTown ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-11-24T08:30:00+08:00");
    REQUIRE(ground.told_after_climbing(number) == Rungs{"contact_today"});
    ground.clock.set("2026-11-25T10:00:00+08:00");
    REQUIRE(ground.pause(number) == "ok");
    ground.clock.set("2026-12-08T10:00:00+08:00");
    CHECK(ground.told_after_climbing(number) == Rungs{"contact_today"});
    REQUIRE(ground.resume(number) == "ok");  // eleven days at whose close nine were working ones
    CHECK(ground.due(number) == "2026-12-11T23:59:59+08:00");
    CHECK(ground.told_after_climbing(number) == Rungs{"contact_today"});
    ground.clock.set("2026-12-11T08:30:00+08:00");
    CHECK(
        ground.told_after_climbing(number) ==
        Rungs{"contact_today", "draft_budget", "review_budget", "due_soon", "due_today"}
    );
}

TEST_CASE("a reminder that a pause of an hour hid is told after it", "[desk][pause]") {
    PauseGroundTown ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-11-27T09:00:00+08:00");
    const auto before = ground.told_after_climbing(number);
    ground.clock.set("2026-11-30T08:00:00+08:00");
    REQUIRE(ground.pause(number) == "ok");
    ground.clock.set("2026-11-30T09:00:00+08:00");
    CHECK(ground.told_after_climbing(number) == before);
    REQUIRE(ground.resume(number) == "ok");
    const auto after = ground.told_after_climbing(number);
    REQUIRE(after.size() == before.size() + 1);
    CHECK(after.back() == "due_today");
}

TEST_CASE("a ticket that was late before its pause is supervised after it", "[desk][pause]") {
    PauseGroundTown ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-12-01T09:00:00+08:00");
    const auto before = ground.told_after_climbing(number);
    REQUIRE(before.back() == "breached");
    REQUIRE(ground.pause(number) == "ok");
    ground.clock.set("2026-12-02T09:00:00+08:00");
    CHECK(ground.told_after_climbing(number) == before);
    REQUIRE(ground.resume(number) == "ok");
    const auto after = ground.told_after_climbing(number);
    REQUIRE(after.size() == before.size() + 1);
    CHECK(after.back() == "supervision");
}

TEST_CASE("what the citizen adds goes on where it waited for the citizen", "[desk][pause]") {
    PauseGroundTown ground;
    const auto first = ground.by_alice("a");
    const auto number = ground.taken_in(first);
    ground.clock.set("2026-11-25T10:00:00+08:00");
    REQUIRE(ground.pause(number, PauseGround::awaiting_citizen) == "ok");
    ground.clock.set("2026-11-27T10:00:00+08:00");
    CHECK(ground.after_addition(first, "b") == TicketState::handling);
    CHECK(ground.due(number) == "2026-12-02T23:59:59+08:00");
    const auto view = ground.tickets().view(ground.dispatcher, number);
    CHECK(view->history.back().event == "resumed");
    CHECK(view->proceedings.pauses.at(0).ended_by == "citizen");
}

TEST_CASE("what the citizen adds does not end another's wait", "[desk][pause]") {
    PauseGroundTown ground;
    const auto first = ground.by_alice("a");
    const auto number = ground.taken_in(first);
    REQUIRE(ground.pause(number, PauseGround::awaiting_ruling) == "ok");
    CHECK(ground.after_addition(first, "b") == TicketState::paused);
    CHECK(ground.due(number) == "none");
}

TEST_CASE("an addition that accuses ends the pause: the matter is the office's", "[desk][pause]") {
    PauseGroundTown ground;
    auto first = ground.by_alice("a");
    const auto number = ground.taken_in(first);
    REQUIRE(ground.pause(number) == "ok");
    ground.clock.set("2026-11-25T10:00:00+08:00");
    first.text = "综合行政执法队的人收了摊贩的钱，我要举报";
    CHECK(ground.after_addition(first, "b") == TicketState::to_dispatch);
    CHECK(ground.due(number) == "2026-12-01T23:59:59+08:00");
}

TEST_CASE("a carried ticket's date stands still with the one that carries it", "[desk][pause]") {
    PauseGroundTown ground;
    ground.clock.set("2026-11-19T09:00:00+08:00");
    const auto earlier = ground.taken_in(ground.message("a", "路灯坏了"));  // due on the 26th
    ground.clock.set("2026-11-23T09:00:00+08:00");
    const auto survivor = ground.taken_in(ground.message("b", "路灯坏了"));
    ground.stand_still(survivor, "2026-11-24T10:00:00+08:00", "2026-11-25T10:00:00+08:00");
    CHECK(ground.due(survivor) == "2026-12-01T23:59:59+08:00");
    desk::Merging merging(ground.uses());
    REQUIRE(
        verdict(merging.merge(ground.dispatcher, ground.ref(ground.dispatcher, earlier), survivor)
        ) == "ok"
    );
    CHECK(ground.due(survivor) == "2026-11-26T23:59:59+08:00");
    ground.clock.set("2026-11-25T11:00:00+08:00");
    REQUIRE(ground.pause(survivor) == "ok");
    CHECK(ground.due(survivor) == "none");
    ground.clock.set("2026-11-26T10:00:00+08:00");
    REQUIRE(ground.resume(survivor) == "ok");
    CHECK(ground.due(survivor) == "2026-11-27T23:59:59+08:00");
    REQUIRE(
        verdict(merging.unmerge(ground.dispatcher, ground.ref(ground.dispatcher, earlier))) == "ok"
    );
    CHECK(ground.due(survivor) == "2026-12-02T23:59:59+08:00");
    CHECK(ground.due(earlier) == "2026-11-26T23:59:59+08:00");
}

TEST_CASE("an extension lengthens what is carried only from when it is carried", "[desk][pause]") {
    PauseGroundTown ground;
    const auto grant = [&](const std::string& number, int days) {
        desk::Extensions extensions(ground.uses());
        const auto ref = [&](const auto& staff) { return ground.ref(staff, number); };
        REQUIRE(verdict(extensions.ask(ground.handler, ref(ground.handler), days, "缺料")) == "ok");
        REQUIRE(verdict(extensions.grant(ground.dispatcher, ref(ground.dispatcher), "")) == "ok");
    };
    ground.clock.set("2026-11-19T09:00:00+08:00");
    const auto earlier = ground.taken_in(ground.message("a", "路灯坏了"));  // due on the 26th
    ground.clock.set("2026-11-23T09:00:00+08:00");
    const auto survivor = ground.taken_in(ground.message("b", "路灯坏了"));
    grant(survivor, 3);
    desk::Merging merging(ground.uses());
    ground.clock.set("2026-11-23T10:00:00+08:00");
    REQUIRE(
        verdict(merging.merge(ground.dispatcher, ground.ref(ground.dispatcher, earlier), survivor)
        ) == "ok"
    );
    CHECK(ground.due(survivor) == "2026-11-26T23:59:59+08:00");
    ground.stand_still(survivor, "2026-11-24T10:00:00+08:00", "2026-11-25T10:00:00+08:00");
    CHECK(ground.due(survivor) == "2026-11-27T23:59:59+08:00");
    grant(survivor, 2);
    CHECK(ground.due(survivor) == "2026-12-01T23:59:59+08:00");
    ground.stand_still(survivor, "2026-11-26T10:00:00+08:00", "2026-11-27T10:00:00+08:00");
    CHECK(ground.due(survivor) == "2026-12-02T23:59:59+08:00");
}

TEST_CASE("a paused ticket that takes another on still has no date", "[desk][pause]") {
    PauseGroundTown ground;
    const auto survivor = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto other = ground.taken_in(ground.message("b", "路灯坏了"));
    REQUIRE(ground.pause(survivor) == "ok");
    desk::Merging merging(ground.uses());
    REQUIRE(
        verdict(merging.merge(ground.dispatcher, ground.ref(ground.dispatcher, other), survivor)) ==
        "ok"
    );
    CHECK(ground.due(survivor) == "none");
}

TEST_CASE("a clock set back ends a pause no earlier than it began", "[desk][pause]") {
    PauseGroundTown ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.stand_still(number, "2026-11-25T10:00:00+08:00", "2026-11-24T10:00:00+08:00");
    CHECK(ground.due(number) == "2026-11-30T23:59:59+08:00");
}
