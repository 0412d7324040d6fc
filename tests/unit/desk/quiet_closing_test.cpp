// A reply on which nobody says anything more is closed by the clock, after the town's days.
#include "board/desk/after_reply.hpp"
#include "board/desk/citizen_moves.hpp"
#include "board/desk/commitments.hpp"
#include "board/desk/delivery.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/evaluations.hpp"
#include "board/store/outbox_repository.hpp"
#include "catch.hpp"
#include "recount_ground.hpp"

#include <algorithm>
#include <thread>

using namespace huiying;
using model::TicketState;
using test::RecountGround;
using test::verdict;

namespace {

/// A lamp, answered on Monday 2026-11-23: the thirtieth day is Wednesday 2026-12-23.
struct QuietGround : RecountGround {
    QuietGround() {
        clock.set("2026-11-23T09:00:00+08:00");
        first = by_phone("a", "路灯坏了");
        number = taken_in(first);
        answer();
    }

    void answer(const desk::ReplyWith& with = {}) {
        REQUIRE(verdict(tickets().reply(handler, ref(handler, number), "已修好。", with)) == "ok");
        climb();
    }

    void set_days(int days) {
        desk::Administration administration(database, *town, clock);
        auto settings = town->snapshot()->settings();
        settings.workflow.close_after_days = days;
        REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    }

    desk::Escalation escalation() { return {database, *town, clock, announce()}; }

    void climb() { escalation().climb({number}); }

    /// What a clock does that looks at what the record has due.
    TicketState state_at(const char* at) {
        clock.set(at);
        for (const auto& alarm : escalation().upcoming(clock.now() + std::chrono::seconds{1}, 100))
            escalation().climb({alarm.number});
        return record(number).ticket.state;
    }

    void settle(model::OutboundState state) {
        database.write([&](store::Connection& connection) {
            connection.run(
                "update outbound set state = ? where reply is not null", model::to_word(state)
            );
        });
    }

    void add(const std::string& key) {
        auto further = first;
        further.delivery_key = key;
        further.received_at = further.arrived_at = clock.now();
        further.text = "又不亮了";
        further.continues = true;
        taken_in(further);
    }

    model::InboundMessage first;
    std::string number;
};

}  // namespace

TEST_CASE("a reply nobody says anything on is closed when the days are over", "[closing]") {
    QuietGround ground;
    ground.settle(model::OutboundState::sent);
    CHECK(ground.state_at("2026-12-23T23:59:59+08:00") == TicketState::final_replied);
    CHECK(ground.state_at("2026-12-24T00:00:00+08:00") == TicketState::closed);
    const auto lines = ground.history(ground.number, "closed");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].actor == "system");
    CHECK(lines[0].detail == "答复后30天内来信人没有评价，也没有补充，自动办结");
    CHECK(std::any_of(ground.events.begin(), ground.events.end(), [&](const auto& event) {
        return event.number == ground.number && event.event == "close";
    }));
    ground.climb();
    CHECK(ground.escalation().upcoming(ground.clock.now() + std::chrono::hours{9000}, 9).empty());
}

TEST_CASE("a last day that is a day off ends on the next working day", "[closing]") {
    QuietGround ground;
    ground.settle(model::OutboundState::sent);
    ground.set_days(33);  // Saturday, 26 December
    CHECK(ground.state_at("2026-12-28T23:59:59+08:00") == TicketState::final_replied);
    CHECK(ground.state_at("2026-12-29T00:00:00+08:00") == TicketState::closed);
}

TEST_CASE("whoever was asked for an evaluation has the days from then on", "[closing]") {
    QuietGround ground;
    ground.settle(model::OutboundState::sent);
    ground.clock.set("2026-12-01T09:00:00+08:00");
    desk::AfterReply after(ground.uses());
    REQUIRE(
        verdict(
            after.invite_evaluation(ground.dispatcher, ground.ref(ground.dispatcher, ground.number))
        ) == "ok"
    );
    CHECK(ground.state_at("2026-12-31T12:00:00+08:00") == TicketState::to_evaluate);
    CHECK(ground.state_at("2027-01-05T00:00:00+08:00") == TicketState::closed);
}

TEST_CASE("what the citizen says keeps the clock from closing", "[closing]") {
    QuietGround ground;
    ground.settle(model::OutboundState::sent);
    ground.clock.set("2026-12-20T09:00:00+08:00");
    SECTION("an addition is worked on, and answered again") {
        ground.add("more");
        CHECK(ground.state_at("2026-12-24T00:00:00+08:00") == TicketState::handling);
        ground.answer();
        ground.settle(model::OutboundState::sent);
        CHECK(ground.state_at("2027-01-23T00:00:00+08:00") == TicketState::final_replied);
        CHECK(ground.state_at("2027-01-26T00:00:00+08:00") == TicketState::closed);
    }
    SECTION("discontent is done again") {
        REQUIRE(
            verdict(
                desk::Evaluations(ground.uses())
                    .by_citizen(ground.number, {model::Satisfaction::dissatisfied, "没有修", ""})
            ) == "ok"
        );
        CHECK(ground.state_at("2027-02-01T00:00:00+08:00") == TicketState::rework);
    }
}

TEST_CASE("no open promise is closed; once kept the days begin", "[closing]") {
    QuietGround ground;
    ground.settle(model::OutboundState::sent);
    desk::Commitments commitments(ground.uses());
    REQUIRE(
        verdict(commitments.track(
            ground.handler,
            ground.ref(ground.handler, ground.number),
            {"更换整排路灯", *model::parse_iso_date("2026-12-10")}
        )) == "ok"
    );
    CHECK(ground.state_at("2027-01-15T00:00:00+08:00") == TicketState::final_replied);
    REQUIRE(
        verdict(
            commitments.keep(ground.handler, ground.ref(ground.handler, ground.number), "已更换")
        ) == "ok"
    );
    CHECK(ground.state_at("2027-02-16T00:00:00+08:00") == TicketState::closed);
}

TEST_CASE("a reply that may not have arrived is a person's to see to first", "[closing]") {
    QuietGround ground;
    const auto state = GENERATE(
        model::OutboundState::waiting, model::OutboundState::in_doubt, model::OutboundState::failed
    );
    ground.settle(state);
    CHECK(ground.state_at("2026-12-24T00:00:00+08:00") == TicketState::final_replied);
    CHECK(ground.state_at("2027-01-04T00:00:00+08:00") == TicketState::final_replied);
    ground.settle(model::OutboundState::told);
    CHECK(ground.state_at("2027-01-05T00:00:00+08:00") == TicketState::closed);
}

TEST_CASE("a person's decision on a failed reply begins the days anew", "[closing]") {
    QuietGround ground;
    ground.settle(model::OutboundState::failed);
    ground.clock.set("2026-12-20T09:00:00+08:00");
    const auto unsafe = [](const model::OutboundMessage&) { return desk::Resend::unsafe; };
    desk::Delivery delivery(ground.database, ground.clock, unsafe, {});
    const auto rows = delivery.in_state(model::OutboundState::failed);
    REQUIRE(rows.size() == 1);
    REQUIRE(
        verdict(
            delivery.decide(ground.dispatcher, rows[0].message.id, desk::Decision::told_by_phone)
        ) == "ok"
    );
    CHECK(ground.state_at("2026-12-25T00:00:00+08:00") == TicketState::final_replied);
    CHECK(ground.state_at("2027-01-20T00:00:00+08:00") == TicketState::closed);
}

TEST_CASE("the town's days hold at once, also from never", "[closing]") {
    QuietGround ground;
    ground.settle(model::OutboundState::sent);
    ground.set_days(0);
    CHECK(ground.state_at("2027-03-01T00:00:00+08:00") == TicketState::final_replied);
    ground.set_days(60);
    CHECK(ground.state_at("2027-03-01T00:00:01+08:00") == TicketState::closed);
}

TEST_CASE("several clocks after a downtime close a ticket once", "[closing]") {
    QuietGround ground;
    ground.settle(model::OutboundState::sent);
    ground.clock.set("2027-02-01T10:00:00+08:00");
    std::vector<std::thread> clocks;
    for (int i = 0; i < 6; ++i)
        clocks.emplace_back([&ground] { ground.escalation().climb({ground.number}); });
    for (auto& clock : clocks)
        clock.join();
    CHECK(ground.record(ground.number).ticket.state == TicketState::closed);
    CHECK(ground.history(ground.number, "closed").size() == 1);
}
