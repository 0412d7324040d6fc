// The first working day after dispatch, by the State Council's calendar.
#include "board/desk/returns.hpp"

#include "board/store/proceedings_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using test::DeskGround;
using test::verdict;

namespace {

const desk::ReturnAsked kReturn{model::ReturnGround::not_our_duty, "三定方案第二条"};

std::string returned(DeskGround& ground, const std::string& number) {
    return verdict(desk::Returns(ground.uses())
                       .ask(ground.handler, ground.ref(ground.handler, number), kReturn));
}

}  // namespace

TEST_CASE("a unit has the first working day after dispatch, over a weekend too", "[desk]") {
    DeskGround ground;
    ground.clock.set("2026-11-27T16:00:00+08:00");  // a Friday
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    SECTION("until its end") {
        ground.clock.set("2026-11-30T23:59:59+08:00");
        CHECK(returned(ground, number) == "ok");
    }
    SECTION("and not after it") {
        ground.clock.set("2026-12-01T00:00:00+08:00");
        CHECK(returned(ground, number) == "return_window_closed");
    }
    SECTION("counted from the dispatch to this unit, not from receipt") {
        ground.clock.set("2026-12-01T10:00:00+08:00");
        REQUIRE(
            verdict(ground.tickets().assign(
                ground.dispatcher, ground.ref(ground.dispatcher, number), "cjzx", ""
            )) == "ok"
        );
        ground.clock.set("2026-12-02T10:00:00+08:00");
        CHECK(returned(ground, number) == "ok");
    }
}

TEST_CASE("a ruling keeps every date, and stays as a correction for routing", "[desk]") {
    DeskGround ground;
    const auto number = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto before = ground.tickets().view(ground.dispatcher, number)->row.ticket;
    REQUIRE(returned(ground, number) == "ok");
    ground.clock.advance(std::chrono::hours{20});
    REQUIRE(
        verdict(desk::Returns(ground.uses())
                    .rule(
                        ground.dispatcher,
                        ground.ref(ground.dispatcher, number),
                        {model::ReturnRuling::reassigned, "zfd", "属于执法队职责"}
                    )) == "ok"
    );
    const auto after = ground.tickets().view(ground.dispatcher, number)->row.ticket;
    CHECK(after.due == before.due);
    CHECK(after.received_at == before.received_at);
    CHECK(after.unit == "zfd");
    const auto rows = ground.database.read([&](store::Connection& connection) {
        return store::ProceedingsRepository(connection).returns(after.id);
    });
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].unit == "cjzx");
    CHECK(rows[0].right_unit == "zfd");
    CHECK(rows[0].ruling == model::ReturnRuling::reassigned);
    CHECK(rows[0].ruled_by == "zhou");
}
