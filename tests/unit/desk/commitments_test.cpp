// Replied and resolved are two things: a promise runs until it is kept.
#include "board/desk/commitments.hpp"

#include "board/desk/after_reply.hpp"
#include "board/desk/escalation.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using test::DeskGround;
using test::verdict;

namespace {

using Rungs = std::vector<std::string>;

struct CommitmentGround : DeskGround {
    CommitmentGround() {
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (auto* person : {&wang, &lead})
                person->id = people.add(*person, "", clock.now());
        });
        number = taken_in(message("a", "路灯坏了"));
    }

    desk::Commitments commitments() { return desk::Commitments(uses()); }

    static desk::CommitmentPromised promise(const char* day) {
        return {"更换整排路灯", *model::parse_iso_date(day)};
    }

    std::string reply(const std::optional<desk::CommitmentPromised>& promised = std::nullopt) {
        return verdict(
            tickets().reply(handler, ref(handler, number), "已报修。", {.promised = promised})
        );
    }

    std::string track(const char* day) {
        return verdict(commitments().track(handler, ref(handler, number), promise(day)));
    }

    std::string keep() {
        return verdict(commitments().keep(handler, ref(handler, number), "已更换"));
    }

    std::string close() { return verdict(tickets().close(handler, ref(handler, number))); }

    Rungs told(const model::Staff& person) {
        desk::Escalation escalation(database, *town, clock, announce());
        escalation.climb({number});
        Rungs rungs;
        for (const auto& notice : escalation.unread(person, 50))
            rungs.insert(rungs.begin(), notice.rung);
        return rungs;
    }

    bool is_alarmed() {
        desk::Escalation escalation(database, *town, clock, announce());
        const auto next = escalation.climb({number});
        return next.size() == 1;
    }

    model::Staff wang{{}, "wang", "王工", "cjzx", {model::Role::handler}, true};
    model::Staff lead{{}, "lin", "林主任", "cjzx", {model::Role::manager}, true};
    std::string number;
};

}  // namespace

TEST_CASE("a promise keeps its ticket open and its clock running until it is kept", "[desk]") {
    CommitmentGround ground;
    CHECK(ground.track("2026-12-10") == "move_not_allowed");
    REQUIRE(ground.reply(CommitmentGround::promise("2026-12-10")) == "ok");  // a Thursday
    CHECK(ground.close() == "commitment_open");
    CHECK(ground.is_alarmed());
    ground.clock.set("2026-12-09T08:29:59+08:00");
    CHECK(ground.told(ground.wang).empty());
    ground.clock.set("2026-12-09T08:30:00+08:00");
    CHECK(ground.told(ground.wang) == Rungs{"commitment_soon"});
    CHECK(ground.told(ground.lead).empty());
    ground.clock.set("2026-12-11T08:30:00+08:00");
    CHECK(ground.told(ground.wang) == Rungs{"commitment_soon", "commitment_breached"});
    CHECK(ground.told(ground.lead) == Rungs{"commitment_breached"});
    REQUIRE(ground.keep() == "ok");
    CHECK(ground.keep() == "move_not_allowed");
    CHECK(ground.close() == "ok");
    CHECK_FALSE(ground.is_alarmed());
}

TEST_CASE("a promise made late is not reminded of for the time before it", "[desk]") {
    CommitmentGround ground;
    REQUIRE(ground.reply() == "ok");
    ground.clock.set("2026-12-09T15:00:00+08:00");
    REQUIRE(ground.track("2026-12-10") == "ok");
    CHECK(ground.told(ground.wang).empty());
    CHECK(ground.is_alarmed());
}

TEST_CASE("a promise that came due while the matter was taken up again is told after", "[desk]") {
    CommitmentGround ground;
    REQUIRE(ground.reply(CommitmentGround::promise("2026-12-10")) == "ok");
    ground.clock.set("2026-12-08T09:00:00+08:00");
    desk::AfterReply after_reply(ground.uses());
    REQUIRE(
        verdict(after_reply.reopen(
            ground.dispatcher, ground.ref(ground.dispatcher, ground.number), "又坏了"
        )) == "ok"
    );
    ground.clock.set("2026-12-11T09:00:00+08:00");
    const auto before = ground.told(ground.wang);
    CHECK(std::count(before.begin(), before.end(), "commitment_breached") == 0);
    CHECK(ground.reply(CommitmentGround::promise("2026-12-20")) == "commitment_open");
    REQUIRE(ground.reply() == "ok");
    const auto after = ground.told(ground.wang);
    CHECK(std::count(after.begin(), after.end(), "commitment_breached") == 1);
}

TEST_CASE("a promise is about a day ahead, one at a time", "[desk]") {
    CommitmentGround ground;
    CHECK(ground.reply(CommitmentGround::promise("2026-11-23")) == "date_not_ahead");
    REQUIRE(ground.reply() == "ok");
    CHECK(ground.track("2026-11-23") == "date_not_ahead");
    REQUIRE(ground.track("2026-11-24") == "ok");
    CHECK(ground.track("2026-12-24") == "move_not_allowed");
    REQUIRE(ground.keep() == "ok");
    CHECK(ground.track("2026-12-24") == "ok");
    const auto view = ground.tickets().view(ground.handler, ground.number);
    REQUIRE(view->proceedings.commitments.size() == 2);
    CHECK(view->proceedings.commitments[0].summary == "已更换");
    CHECK(view->row.commitment_due == model::parse_iso_date("2026-12-24"));
}

TEST_CASE("open promises are a queue, of the own unit alone", "[desk]") {
    CommitmentGround ground;
    REQUIRE(ground.reply(CommitmentGround::promise("2026-12-10")) == "ok");
    const auto in_queue = [&](const model::Staff& staff) {
        return ground.tickets()
            .list(staff, {.queue = desk::Queue::commitments, .limit = 50})
            .items.size();
    };
    CHECK(in_queue(ground.handler) == 1);
    CHECK(in_queue(ground.dispatcher) == 1);
    CHECK(in_queue(ground.enforcer) == 0);
    CHECK(ground.tickets().counts(ground.handler).commitments == 1);
    REQUIRE(ground.keep() == "ok");
    CHECK(in_queue(ground.handler) == 0);
}

TEST_CASE("a reply told by phone may carry a promise too", "[desk]") {
    CommitmentGround ground;
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.workflow.phone_review = model::PhoneReview::not_needed;
    REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    const desk::ContactMade call{
        .number = "13800000000", .summary = "已说明更换计划", .reached = true};
    const auto promised = CommitmentGround::promise("2026-12-10");
    REQUIRE(
        verdict(ground.tickets().reply(
            ground.handler,
            ground.ref(ground.handler, ground.number),
            "已报修。",
            {.call = call, .promised = promised}
        )) == "ok"
    );
    const auto view = ground.tickets().view(ground.handler, ground.number);
    REQUIRE(view->proceedings.contacts.size() == 1);
    REQUIRE(view->proceedings.commitments.size() == 1);
    CHECK(view->talk.back().text.find("2026年12月10日前办好") != std::string::npos);
    CHECK(view->talk.back().state == model::OutboundState::pick_up);
    CHECK(view->row.commitment_due == promised.due);
    CHECK(ground.close() == "commitment_open");
}
