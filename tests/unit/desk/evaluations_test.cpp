#include "board/desk/evaluations.hpp"

#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using model::Satisfaction;
using model::TicketState;
using test::DeskGround;
using test::verdict;

namespace {

std::string answered(DeskGround& ground) {
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    REQUIRE(
        verdict(ground.tickets().reply(ground.handler, ground.ref(ground.handler, number), "已修")
        ) == "ok"
    );
    return number;
}

}  // namespace

TEST_CASE(
    "a rework is due after the town's days for it, and the late first reply stays late", "[desk]"
) {
    DeskGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-12-03T10:00:00+08:00");  // due was 30 November
    REQUIRE(
        verdict(ground.tickets().reply(ground.handler, ground.ref(ground.handler, number), "已修")
        ) == "ok"
    );
    ground.clock.set("2026-12-04T10:00:00+08:00");
    REQUIRE(
        verdict(desk::Evaluations(ground.uses())
                    .by_citizen(number, {Satisfaction::dissatisfied, "没修好", ""})) == "ok"
    );
    const auto ticket = ground.tickets().view(ground.handler, number)->row.ticket;
    CHECK(ticket.state == TicketState::rework);
    CHECK(model::to_rfc3339(*ticket.due.final_due) == "2026-12-09T23:59:59+08:00");
    const auto in_time = ground.database.read([](store::Connection& connection) {
        auto row = connection.query(
            "select sum(answered), sum(answered_in_time) from daily where day <> ''"
        );
        row.next();
        return std::pair(row.integer(0), row.integer(1));
    });
    CHECK(in_time == std::pair<std::int64_t, std::int64_t>(1, 0));
}

TEST_CASE("each round can be graded, and keeps its grade", "[desk]") {
    DeskGround ground;
    const auto number = answered(ground);
    desk::Evaluations evaluations(ground.uses());
    REQUIRE(
        verdict(evaluations.by_citizen(number, {Satisfaction::dissatisfied, "没修好", ""})) == "ok"
    );
    REQUIRE(
        verdict(ground.tickets().reply(ground.handler, ground.ref(ground.handler, number), "再修")
        ) == "ok"
    );
    REQUIRE(verdict(evaluations.by_citizen(number, {Satisfaction::satisfied, "", ""})) == "ok");
    const auto view = ground.tickets().view(ground.handler, number);
    REQUIRE(view->proceedings.evaluations.size() == 2);
    CHECK(view->proceedings.evaluations[0].round == 1);
    CHECK(view->proceedings.evaluations[1].round == 2);
    CHECK(view->row.ticket.state == TicketState::closed);
}

TEST_CASE("a reason that is too long is refused", "[desk]") {
    DeskGround ground;
    const auto number = answered(ground);
    std::string reason;
    for (int i = 0; i < 2001; ++i)
        reason += "长";
    CHECK(
        verdict(desk::Evaluations(ground.uses())
                    .by_citizen(number, {Satisfaction::dissatisfied, reason, ""})) ==
        "text_too_long"
    );
}
