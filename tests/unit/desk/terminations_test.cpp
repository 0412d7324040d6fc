// Ending without a result, and taking up again what was over.
#include "board/desk/terminations.hpp"

#include "board/desk/after_reply.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/pauses.hpp"
#include "board/store/people_repository.hpp"
#include "board/workflow/ladder.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::TicketState;
using test::DeskGround;
using test::verdict;

namespace {

struct EndGround : DeskGround {
    EndGround() {
        database.write([&](store::Connection& connection) {
            wang.id = store::PeopleRepository(connection).add(wang, "", clock.now());
        });
        number = taken_in(message("a", "路灯坏了"));
    }

    desk::Terminations terminations() { return desk::Terminations(uses()); }

    std::string ask(const model::Staff& staff) {
        return verdict(terminations().ask(
            staff, ref(staff, number), {"来信人已自行解决", "2026年11月24日电话记录"}
        ));
    }

    std::string grant(const model::Staff& staff) {
        return verdict(terminations().grant(staff, ref(staff, number), "同意"));
    }

    std::string reopen() {
        return verdict(
            desk::AfterReply(uses()).reopen(dispatcher, ref(dispatcher, number), "情况有变")
        );
    }

    desk::TicketView view() { return tickets().view(dispatcher, number).value(); }

    std::vector<std::string> told() {
        desk::Escalation escalation(database, *town, clock, announce());
        escalation.climb({number});
        std::vector<std::string> rungs;
        for (const auto& notice : escalation.unread(wang, 50))
            if (workflow::parse_rung(notice.rung))
                rungs.insert(rungs.begin(), notice.rung);
        return rungs;
    }

    model::Staff wang{{}, "wang", "王工", "cjzx", {model::Role::handler}, true};
    std::string number;
};

}  // namespace

TEST_CASE("a ticket ends without a result only by a second person, in a letter", "[desk]") {
    EndGround ground;
    CHECK(ground.grant(ground.dispatcher) == "move_not_allowed");
    REQUIRE(ground.ask(ground.dispatcher) == "ok");
    CHECK(ground.ask(ground.handler) == "move_not_allowed");
    CHECK(ground.grant(ground.dispatcher) == "second_person_needed");
    CHECK(
        verdict(ground.terminations().refuse(
            {{9}, "wu", "吴", "dzb", {model::Role::dispatcher}, true},
            ground.ref(ground.dispatcher, ground.number),
            "还没有核实"
        )) == "ok"
    );
    REQUIRE(ground.ask(ground.handler) == "ok");
    REQUIRE(ground.grant(ground.dispatcher) == "ok");
    const auto view = ground.view();
    CHECK(view.row.ticket.state == TicketState::terminated);
    CHECK(view.row.ticket.replied_at == ground.clock.now());
    REQUIRE(view.talk.size() == 2);
    CHECK(view.talk[1].text.find("来信人已自行解决") != std::string::npos);
    REQUIRE(view.proceedings.terminations.size() == 2);
    CHECK(view.proceedings.terminations[0].decision == "refused");
    CHECK(view.proceedings.terminations[1].decision == "granted");
}

TEST_CASE("a request to end what is answered meanwhile needs no decision", "[desk]") {
    EndGround ground;
    REQUIRE(ground.ask(ground.handler) == "ok");
    REQUIRE(
        verdict(ground.tickets().reply(
            ground.handler, ground.ref(ground.handler, ground.number), "已修好"
        )) == "ok"
    );
    CHECK(ground.view().proceedings.terminations.at(0).decision == "lapsed");
    REQUIRE(ground.reopen() == "ok");
    CHECK(ground.ask(ground.handler) == "ok");
}

TEST_CASE("what is taken up again counts from now, and its reminders with it", "[desk]") {
    EndGround ground;
    REQUIRE(ground.ask(ground.handler) == "ok");
    REQUIRE(ground.grant(ground.dispatcher) == "ok");
    ground.clock.set("2026-12-01T09:00:00+08:00");
    REQUIRE(ground.reopen() == "ok");
    const auto view = ground.view();
    CHECK(view.row.ticket.state == TicketState::handling);
    CHECK(view.row.ticket.round == 2);
    CHECK_FALSE(view.row.ticket.replied_at);
    CHECK(model::to_rfc3339(*view.row.ticket.due.final_due) == "2026-12-08T23:59:59+08:00");
    CHECK(ground.told().empty());
    ground.clock.set("2026-12-08T08:30:00+08:00");
    CHECK(
        ground.told() ==
        std::vector<std::string>{"draft_budget", "review_budget", "due_soon", "due_today"}
    );
}

TEST_CASE("a later round is paused by its own count", "[desk][pause]") {
    EndGround ground;
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.workflow.pausing = model::Pausing::allowed;
    REQUIRE(verdict(administration.put(settings, "test")) == "ok");
    const auto stand_still = [&](const char* from, const char* to) {
        desk::Pauses pauses(ground.uses());
        ground.clock.set(from);
        REQUIRE(
            verdict(pauses.pause(
                ground.dispatcher,
                ground.ref(ground.dispatcher, ground.number),
                {model::PauseGround::force_majeure, "台风"}
            )) == "ok"
        );
        ground.clock.set(to);
        REQUIRE(
            verdict(
                pauses.resume(ground.dispatcher, ground.ref(ground.dispatcher, ground.number), "")
            ) == "ok"
        );
    };
    stand_still("2026-11-24T10:00:00+08:00", "2026-11-27T10:00:00+08:00");
    REQUIRE(ground.ask(ground.handler) == "ok");
    REQUIRE(ground.grant(ground.dispatcher) == "ok");
    ground.clock.set("2026-12-01T09:00:00+08:00");
    REQUIRE(ground.reopen() == "ok");
    stand_still("2026-12-02T10:00:00+08:00", "2026-12-03T10:00:00+08:00");
    CHECK(
        model::to_rfc3339(*ground.view().row.ticket.due.final_due) == "2026-12-09T23:59:59+08:00"
    );
}
