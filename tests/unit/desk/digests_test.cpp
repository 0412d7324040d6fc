#include "board/desk/digests.hpp"

#include "board/desk/assists.hpp"
#include "board/desk/commitments.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/pauses.hpp"
#include "board/desk/stand_ins.hpp"
#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>
#include <thread>

using namespace huiying;
using model::Role;
using test::DeskGround;

namespace {

struct DigestGround : DeskGround {
    DigestGround() {
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (auto* person : {&wang, &ma, &lin, &li, &zhou, &head})
                person->id = people.add(*person, "", clock.now());
        });
    }

    desk::Digests digests() { return {database, *town, clock}; }

    desk::DigestView view(const model::Staff& staff) { return digests().of(staff).value(); }

    /// What the person's bell says of digests, newest first.
    std::vector<std::string> told(const model::Staff& person) {
        desk::Escalation escalation(database, *town, clock, announce());
        std::vector<std::string> texts;
        for (const auto& notice : escalation.unread(person, 50))
            if (notice.rung == "digest")
                texts.push_back(notice.subject);
        return texts;
    }

    int tell() { return digests().tell_due().value(); }

    /// A lamp of cjzx, about which zfd is asked for an opinion until Wednesday the 25th.
    std::string with_opinion() {
        const auto number = taken_in(message("a", "路灯坏了"));
        REQUIRE(
            test::verdict(
                desk::Assists(uses()).ask(wang, ref(wang, number), {"zfd", "现场有无施工？", 2})
            ) == "ok"
        );
        return number;
    }

    /// A lamp that is answered, with a promise until Thursday, 10 December.
    std::string with_promise() {
        const auto number = taken_in(message("a", "路灯坏了"));
        const desk::CommitmentPromised promised{
            "更换整排路灯", *model::parse_iso_date("2026-12-10")};
        REQUIRE(
            test::verdict(
                tickets().reply(wang, ref(wang, number), "已报修。", {.promised = promised})
            ) == "ok"
        );
        return number;
    }

    model::Staff wang{{}, "wang", "王工", "cjzx", {Role::handler}, true};
    model::Staff ma{{}, "ma", "马工", "cjzx", {Role::handler}, true};
    model::Staff lin{{}, "lin", "林主任", "cjzx", {Role::manager}, true};
    model::Staff li{{}, "li", "李队", "zfd", {Role::handler}, true};
    model::Staff zhou{{}, "zhou", "周办", "dzb", {Role::dispatcher}, true};
    model::Staff head{{}, "gu", "顾镇长", "dzb", {Role::manager}, true};
};

std::vector<std::string> numbers_of(const std::vector<desk::DigestItem>& items) {
    std::vector<std::string> numbers;
    for (const auto& item : items)
        numbers.push_back(item.number);
    return numbers;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a digest lists what the person answers for, each ticket once a list", "[digest]") {
    DigestGround ground;  // Monday the 23rd
    const auto lamp = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto stall = ground.taken_in(ground.message("b", "路口有人占道经营"));
    const auto vague = ground.taken_in(ground.message("c", "您好，想咨询一件事"));
    ground.clock.set("2026-12-01T09:00:00+08:00");  // all were due yesterday
    const auto wang = ground.view(ground.wang);
    CHECK(numbers_of(wang.overdue) == Texts{lamp});
    CHECK(wang.overdue.at(0).clock == "final_reply");
    CHECK(wang.overdue.at(0).unit == "城市建设管理事务中心");
    CHECK(wang.next_day == "2026-12-02");
    CHECK_FALSE(wang.brief);
    CHECK(numbers_of(ground.view(ground.li).overdue) == Texts{stall});
    CHECK(numbers_of(ground.view(ground.zhou).overdue) == Texts{vague});
}

TEST_CASE("what one handler has taken in hand is in that one's digest alone", "[digest]") {
    DigestGround ground;
    const auto lamp = ground.taken_in(ground.message("a", "路灯坏了"));
    REQUIRE(
        test::verdict(
            ground.tickets().save_draft(ground.ma, ground.ref(ground.ma, lamp), "已派人去看")
        ) == "ok"
    );
    ground.clock.set("2026-11-30T09:00:00+08:00");
    CHECK(numbers_of(ground.view(ground.ma).today) == Texts{lamp});
    CHECK(ground.view(ground.wang).today.empty());
}

TEST_CASE("managers get a brief: the unit's, for the lead office the town's", "[digest]") {
    DigestGround ground;
    ground.taken_in(ground.message("a", "路灯坏了"));
    ground.taken_in(ground.message("b", "井盖坏了"));
    ground.taken_in(ground.message("c", "路口有人占道经营"));
    ground.clock.set("2026-11-30T09:00:00+08:00");
    const auto unit = ground.view(ground.lin);
    REQUIRE(unit.brief);
    CHECK(unit.brief->total.unit == "城市建设管理事务中心");
    CHECK(unit.brief->total.open == 2);
    CHECK(unit.brief->total.today == 2);
    const auto all = ground.view(ground.head);
    REQUIRE(all.brief);
    CHECK(all.brief->total.unit == "全镇");
    CHECK(all.brief->total.today == 3);
    REQUIRE(all.brief->units.size() == 2);
    CHECK(all.brief->units[0].overdue >= all.brief->units[1].overdue);
}

TEST_CASE("the digest is told at its time on working days, once a person and day", "[digest]") {
    DigestGround ground;
    ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-11-30T08:29:59+08:00");
    CHECK(ground.tell() == 0);
    ground.clock.set("2026-11-30T08:30:00+08:00");
    CHECK(ground.tell() == 4);  // both handlers, their manager, the mayor
    CHECK(ground.told(ground.wang) == Texts{"超期的先行联系1件，今天到期1件"});
    CHECK(ground.told(ground.lin) == Texts{"城市建设管理事务中心：超期的先行联系1件，今天到期1件"});
    CHECK(ground.told(ground.li).empty());
    CHECK(ground.tell() == 0);
    ground.clock.set("2026-11-30T16:00:00+08:00");
    CHECK(ground.tell() == 0);
    ground.clock.set("2026-12-01T08:30:00+08:00");
    CHECK(ground.tell() > 0);
    CHECK(ground.told(ground.wang).size() == 2);
}

TEST_CASE("after a downtime the day's digest comes later that day, past days' never", "[digest]") {
    DigestGround ground;
    ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-12-02T14:20:00+08:00");  // down since Monday of the week before
    CHECK(ground.tell() > 0);
    CHECK(ground.told(ground.wang) == Texts{"超期1件"});
    CHECK(ground.tell() == 0);
    ground.clock.set("2026-12-03T17:00:00+08:00");  // the notice hours are over
    CHECK(ground.tell() == 0);
    ground.clock.set("2026-12-04T08:30:00+08:00");
    CHECK(ground.tell() > 0);
    CHECK(ground.told(ground.wang).size() == 2);
}

TEST_CASE("on rest days nobody is told a digest", "[digest]") {
    DigestGround ground;
    ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-12-05T08:30:00+08:00");  // Saturday
    CHECK(ground.tell() == 0);
    ground.clock.set("2026-12-06T12:00:00+08:00");
    CHECK(ground.tell() == 0);
    CHECK(ground.told(ground.wang).empty());
}

TEST_CASE("several clocks at the same moment tell one digest", "[digest]") {
    DigestGround ground;
    for (int i = 0; i < 20; ++i)
        ground.taken_in(ground.message(std::to_string(i), "路灯坏了"));
    ground.clock.set("2026-11-30T08:30:00+08:00");
    std::vector<int> told(8, 0);
    std::vector<std::thread> clocks;
    for (auto& count : told)
        clocks.emplace_back([&ground, &count] { count = ground.digests().tell_due().value(); });
    for (auto& clock : clocks)
        clock.join();
    CHECK(std::count_if(told.begin(), told.end(), [](int count) { return count > 0; }) == 1);
    CHECK(ground.told(ground.wang).size() == 1);
}

TEST_CASE("a deputy's digest holds what the absent person has in hand", "[digest]") {
    DigestGround ground;
    const auto lamp = ground.taken_in(ground.message("a", "路灯坏了"));
    REQUIRE(
        test::verdict(
            ground.tickets().save_draft(ground.ma, ground.ref(ground.ma, lamp), "已派人去看")
        ) == "ok"
    );
    desk::StandIns stand_ins(ground.uses());
    REQUIRE(
        test::verdict(stand_ins.put(
            ground.ma,
            {.login = "ma", .deputy = "wang", .from_day = "2026-11-30", .to_day = "2026-12-04"}
        )) == "ok"
    );
    ground.clock.set("2026-11-30T08:30:00+08:00");
    CHECK(numbers_of(ground.view(ground.wang).today) == Texts{lamp});
    ground.tell();
    CHECK(ground.told(ground.wang).size() == 1);
    ground.clock.set("2026-12-07T08:30:00+08:00");
    CHECK(ground.view(ground.wang).overdue.empty());
}

TEST_CASE("an opinion is in the digest of the unit that owes it, by its own date", "[digest]") {
    DigestGround ground;
    const auto lamp = ground.with_opinion();
    ground.clock.set("2026-11-25T08:30:00+08:00");
    const auto li = ground.view(ground.li);
    REQUIRE(numbers_of(li.today) == Texts{lamp});
    CHECK(li.today.at(0).clock == "unit_part");
    CHECK(li.today.at(0).unit == "综合行政执法队");
    CHECK(ground.view(ground.wang).today.empty());
    const auto head = ground.view(ground.head);
    REQUIRE(numbers_of(head.today) == Texts{lamp});
    CHECK(head.brief->units.at(0).unit == "城市建设管理事务中心");  // 先行联系 was yesterday
    CHECK(head.brief->units.at(1).unit == "综合行政执法队");
    CHECK(head.brief->units.at(1).beside == 1);
    CHECK(head.brief->units.at(1).today == 0);
    ground.tell();
    CHECK(ground.told(ground.li) == Texts{"今天到期的协办意见1件"});
    ground.clock.set("2026-11-26T08:30:00+08:00");
    CHECK(numbers_of(ground.view(ground.li).overdue) == Texts{lamp});
    REQUIRE(
        test::verdict(desk::Assists(ground.uses()).give_opinion(ground.li, {lamp, {}}, "没有。")) ==
        "ok"
    );
    CHECK(ground.view(ground.li).overdue.empty());
}

TEST_CASE("an opinion and the reply of one ticket are told apart, each once", "[digest]") {
    DigestGround ground;
    const auto lamp = ground.with_opinion();
    ground.clock.set("2026-12-01T08:30:00+08:00");
    CHECK(numbers_of(ground.view(ground.li).overdue) == Texts{lamp});
    CHECK(numbers_of(ground.view(ground.wang).overdue) == Texts{lamp});
    CHECK(ground.view(ground.wang).overdue.at(0).clock == "final_reply");
    const auto head = ground.view(ground.head);
    REQUIRE(numbers_of(head.overdue) == Texts{lamp, lamp});
    CHECK(head.overdue.at(0).clock == "final_reply");
    CHECK(head.overdue.at(1).clock == "unit_part");
    CHECK(head.brief->total.overdue == 1);
    CHECK(head.brief->total.beside == 1);
}

TEST_CASE("an opinion that stands still with its ticket is in nobody's digest", "[digest]") {
    DigestGround ground;
    desk::Administration administration(ground.database, *ground.town, ground.clock);
    auto settings = ground.town->snapshot()->settings();
    settings.workflow.pausing = model::Pausing::allowed;
    REQUIRE(test::verdict(administration.put(settings, "test")) == "ok");
    const auto lamp = ground.with_opinion();
    REQUIRE(
        test::verdict(desk::Pauses(ground.uses())
                          .pause(
                              ground.zhou,
                              ground.ref(ground.zhou, lamp),
                              {model::PauseGround::awaiting_organ, "已发函"}
                          )) == "ok"
    );
    ground.clock.set("2026-12-01T08:30:00+08:00");
    CHECK(ground.view(ground.li).overdue.empty());
}

TEST_CASE("a promise is in the digest of who made it until it is kept", "[digest]") {
    DigestGround ground;
    const auto lamp = ground.with_promise();
    ground.clock.set("2026-12-09T08:30:00+08:00");
    REQUIRE(numbers_of(ground.view(ground.wang).next_working_day) == Texts{lamp});
    CHECK(ground.view(ground.wang).next_working_day.at(0).clock == "commitment");
    ground.clock.set("2026-12-10T08:30:00+08:00");
    CHECK(numbers_of(ground.view(ground.wang).today) == Texts{lamp});
    CHECK(numbers_of(ground.view(ground.lin).today) == Texts{lamp});
    CHECK(numbers_of(ground.view(ground.head).today) == Texts{lamp});
    CHECK(ground.view(ground.li).today.empty());
    ground.tell();
    CHECK(ground.told(ground.wang) == Texts{"今天到期的挂账1件"});
    ground.clock.set("2026-12-11T08:30:00+08:00");
    CHECK(numbers_of(ground.view(ground.wang).overdue) == Texts{lamp});
    REQUIRE(
        test::verdict(desk::Commitments(ground.uses())
                          .keep(ground.wang, ground.ref(ground.wang, lamp), "已换")) == "ok"
    );
    CHECK(ground.view(ground.wang).overdue.empty());
}
