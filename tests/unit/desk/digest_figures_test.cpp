// 超期, 今天到期 and 在办 mean the same on the dashboard and in 今日待办.
#include "board/desk/assists.hpp"
#include "board/desk/commitments.hpp"
#include "board/desk/dashboard.hpp"
#include "board/desk/digests.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <map>

using namespace huiying;
using model::Role;

namespace {

struct FiguresGround : test::DeskGround {
    FiguresGround() {
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (auto* person : {&wang, &li, &zhou, &lin, &head})
                person->id = people.add(*person, "", clock.now());
        });
    }

    desk::DigestView digest(const model::Staff& staff) {
        return desk::Digests{database, *town, clock}.of(staff).value();
    }

    desk::DashboardView dashboard() { return desk::Dashboard{database, *town, clock}.view(head); }

    void check_equal() {
        const auto board = dashboard();
        const auto brief = digest(head).brief.value();
        CHECK(brief.total.open == board.total.open);
        CHECK(brief.total.overdue == board.total.overdue);
        CHECK(brief.total.today == board.total.due_today);
        std::map<std::string, int> overdue;
        for (const auto& unit : brief.units)
            overdue[unit.unit] = unit.overdue;
        for (const auto& unit : board.units)
            CHECK(overdue[unit.name] == unit.figures.overdue);
        const auto own = digest(lin).brief.value();
        for (const auto& unit : board.units)
            if (unit.code == lin.unit)
                CHECK(own.total.overdue == unit.figures.overdue);
    }

    /// Passed on by another body when its date was over.
    std::string passed_on_late() {
        auto late = message("late", "井盖坏了");
        late.channel = "upstream";
        late.received_at -= std::chrono::days{14};
        return taken_in(late);
    }

    model::Staff wang{{}, "wang", "王工", "cjzx", {Role::handler}, true};
    model::Staff li{{}, "li", "李队", "zfd", {Role::handler}, true};
    model::Staff zhou{{}, "zhou", "周办", "dzb", {Role::dispatcher}, true};
    model::Staff lin{{}, "lin", "林主任", "cjzx", {Role::manager}, true};
    model::Staff head{{}, "gu", "顾镇长", "dzb", {Role::manager}, true};
};

}  // namespace

TEST_CASE("overdue is the same figure on the dashboard and in the day's brief", "[digest]") {
    FiguresGround ground;
    const auto lamp = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.taken_in(ground.message("b", "路口有人占道经营"));
    ground.taken_in(ground.message("c", "您好，想咨询一件事"));
    SECTION("a first response that is late makes no ticket overdue") {
        ground.clock.set("2026-11-25T09:00:00+08:00");
        CHECK(ground.dashboard().total.overdue == 0);
        const auto digest = ground.digest(ground.head);
        CHECK(digest.overdue.size() == 3);
        CHECK(digest.brief->total.beside == 3);
        ground.check_equal();
    }
    SECTION("on the last day, and on the day after") {
        ground.clock.set("2026-11-30T09:00:00+08:00");
        CHECK(ground.dashboard().total.due_today == 3);
        ground.check_equal();
        ground.clock.set("2026-12-01T09:00:00+08:00");
        CHECK(ground.dashboard().total.overdue == 3);
        ground.check_equal();
    }
    SECTION("what was late when it came is told beside") {
        ground.passed_on_late();
        const auto board = ground.dashboard();
        CHECK(board.total.overdue == 0);
        CHECK(board.total.late_on_arrival == 1);
        const auto digest = ground.digest(ground.wang);
        REQUIRE(digest.overdue.size() == 1);
        CHECK(digest.overdue[0].late_on_arrival);
        ground.check_equal();
    }
    SECTION("an opinion that is late is told beside") {
        const desk::AssistWanted wanted{"zfd", "现场有无施工？", 2};
        REQUIRE(
            test::verdict(
                desk::Assists(ground.uses()).ask(ground.wang, ground.ref(ground.wang, lamp), wanted)
            ) == "ok"
        );
        ground.clock.set("2026-11-27T09:00:00+08:00");
        ground.check_equal();
        CHECK(ground.digest(ground.li).overdue.size() == 2);  // its own first response, the opinion
    }
    SECTION("a promise of what is answered is told beside") {
        const desk::CommitmentPromised promised{
            "更换整排路灯", *model::parse_iso_date("2026-12-10")};
        REQUIRE(
            test::verdict(ground.tickets().reply(
                ground.wang, ground.ref(ground.wang, lamp), "已报修。", {.promised = promised}
            )) == "ok"
        );
        ground.clock.set("2026-12-11T09:00:00+08:00");
        CHECK(ground.dashboard().total.overdue == 2);
        ground.check_equal();
        CHECK(ground.digest(ground.wang).overdue.size() == 1);
    }
}

TEST_CASE("the next working day's replies are those of the dashboard's tickets too", "[digest]") {
    FiguresGround ground;
    ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-11-27T09:00:00+08:00");  // Friday; due on Monday
    const auto digest = ground.digest(ground.head);
    CHECK(digest.next_working_day.size() == 1);
    CHECK(digest.brief->total.next_working_day == 1);
    ground.check_equal();
}
