#include "board/desk/duty_roster.hpp"
#include "board/desk/escalation.hpp"
#include "board/desk/people.hpp"
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

model::Instant at(const char* text) {
    return *model::parse_rfc3339(text);
}

desk::DutyDays days(const char* from, const char* to) {
    return {*model::parse_iso_date(from), *model::parse_iso_date(to)};
}

/// Thursday the 26th, 22:00; a roster of two for the night.
struct DutyGround : DeskGround {
    DutyGround() {
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (auto* person : {&wang, &ma, &li, &zhou, &gu, &boss})
                person->id = people.add(*person, "", clock.now());
        });
        clock.set("2026-11-26T22:00:00+08:00");
    }

    desk::DutyRoster roster() { return desk::DutyRoster(uses()); }

    /// Code of the answer, or "ok".
    std::string put(const std::vector<desk::DutyShift>& shifts) {
        auto answer = roster().replace(boss, days("2026-11-26", "2026-11-27"), shifts);
        const auto* problem = std::get_if<desk::RosterProblem>(&answer);
        return problem ? problem->detail : "ok";
    }

    std::string put_night(const std::vector<std::string>& logins) {
        return put({{at("2026-11-26T17:00:00+08:00"), at("2026-11-27T08:30:00+08:00"), logins, {}}}
        );
    }

    desk::Escalation escalation() { return {database, *town, clock, announce()}; }

    /// What the person was told, "emergency" or "emergency for 王工".
    std::vector<std::string> told(const model::Staff& person) {
        std::vector<std::string> rungs;
        for (const auto& notice : escalation().unread(person, 50))
            rungs.push_back(
                notice.rung + (notice.instead_of.empty() ? "" : " for " + notice.instead_of)
            );
        return rungs;
    }

    /// Looks at whatever is due.
    void look() {
        auto clocks = escalation();
        std::vector<std::string> numbers;
        for (const auto& alarm : clocks.upcoming(clock.now() + std::chrono::milliseconds{1}, 100))
            numbers.push_back(alarm.number);
        if (!numbers.empty())
            clocks.climb(numbers);
    }

    void pass(int minutes) {
        clock.advance(std::chrono::minutes{minutes});
        look();
    }

    model::Staff wang{{}, "wang", "王工", "cjzx", {Role::handler}, true};
    model::Staff ma{{}, "ma", "马工", "cjzx", {Role::handler}, true};
    model::Staff li{{}, "li", "李队", "zfd", {Role::handler}, true};
    model::Staff zhou{{}, "zhou", "周办", "dzb", {Role::dispatcher}, true};
    model::Staff gu{{}, "gu", "顾镇长", "dzb", {Role::manager}, true};
    model::Staff boss{{}, "boss", "管理员", "", {Role::administrator}, true};
};

constexpr const char* kEmergency = "这里着火了，有人被困，请快来救人";

using Rungs = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "an emergency is told at once at any hour: without a roster to the dispatchers", "[duty]"
) {
    DutyGround ground;
    const auto number = ground.taken_in(ground.message("k", kEmergency));
    ground.look();
    CHECK(ground.told(ground.zhou) == Rungs{"emergency"});
    CHECK(ground.told(ground.wang).empty());
    ground.pass(60);
    CHECK(ground.told(ground.gu).empty());
    CHECK(ground.tickets().view(ground.zhou, number).has_value());
}

TEST_CASE(
    "one after the other on duty is called until the list ends, then the managers", "[duty]"
) {
    DutyGround ground;
    REQUIRE(ground.put_night({"li", "wang"}) == "ok");
    const auto number = ground.taken_in(ground.message("k", kEmergency));
    ground.look();
    CHECK(ground.told(ground.li) == Rungs{"emergency"});
    CHECK(ground.told(ground.zhou) == Rungs{"emergency"});  // the office knows as well
    CHECK(ground.told(ground.wang).empty());
    ground.pass(14);
    CHECK(ground.told(ground.wang).empty());
    ground.pass(1);
    CHECK(ground.told(ground.wang) == Rungs{"emergency"});
    CHECK(ground.told(ground.gu).empty());
    ground.look();
    ground.pass(15);
    CHECK(ground.told(ground.gu) == Rungs{"emergency"});
    ground.pass(60);
    CHECK(ground.told(ground.li) == Rungs{"emergency"});
    CHECK(ground.told(ground.wang) == Rungs{"emergency"});
    CHECK(ground.told(ground.gu) == Rungs{"emergency"});
    const auto history = ground.tickets().view(ground.zhou, number).value().history;
    CHECK(std::count_if(history.begin(), history.end(), [](const auto& line) {
              return line.event == "duty_called";
          }) == 2);
}

TEST_CASE("who has read it, or has touched the ticket, has answered", "[duty]") {
    DutyGround ground;
    REQUIRE(ground.put_night({"li", "wang"}) == "ok");
    const auto number = ground.taken_in(ground.message("k", kEmergency));
    ground.look();
    SECTION("read") {
        auto escalation = ground.escalation();
        escalation.read_up_to(ground.li, escalation.unread(ground.li, 1).at(0).id);
    }
    SECTION("read, that one alone") {
        auto escalation = ground.escalation();
        escalation.read(ground.wang, escalation.unread(ground.li, 1).at(0).id);
        REQUIRE(escalation.unread(ground.li, 1).size() == 1);
        escalation.read(ground.li, escalation.unread(ground.li, 1).at(0).id);
        REQUIRE(escalation.unread(ground.li, 1).empty());
    }
    SECTION("touched") {
        auto li = ground.li;
        li.roles.push_back(Role::dispatcher);  // as the session of somebody on duty has it
        REQUIRE(
            test::verdict(ground.tickets().assign(li, ground.ref(li, number), "zfd", "已电话核实")
            ) == "ok"
        );
    }
    ground.pass(15);
    ground.pass(60);
    CHECK(ground.told(ground.wang).empty());
    CHECK(ground.told(ground.gu).empty());
}

TEST_CASE("what only the office has read is not answered by whoever is on duty", "[duty]") {
    DutyGround ground;
    REQUIRE(ground.put_night({"li", "wang"}) == "ok");
    ground.taken_in(ground.message("k", kEmergency));
    ground.look();
    auto escalation = ground.escalation();
    escalation.read_up_to(ground.zhou, escalation.unread(ground.zhou, 1).at(0).id);
    ground.pass(15);
    CHECK(ground.told(ground.wang) == Rungs{"emergency"});
}

TEST_CASE("several clocks call the next person once", "[duty]") {
    DutyGround ground;
    REQUIRE(ground.put_night({"li", "wang", "ma"}) == "ok");
    const auto number = ground.taken_in(ground.message("k", kEmergency));
    ground.look();
    ground.clock.advance(std::chrono::minutes{15});
    std::vector<std::thread> clocks;
    for (int i = 0; i < 8; ++i)
        clocks.emplace_back([&] { ground.escalation().climb({number}); });
    for (auto& clock : clocks)
        clock.join();
    CHECK(ground.told(ground.wang) == Rungs{"emergency"});
    CHECK(ground.told(ground.ma).empty());
    const auto history = ground.tickets().view(ground.zhou, number).value().history;
    CHECK(std::count_if(history.begin(), history.end(), [](const auto& line) {
              return line.event == "duty_called";
          }) == 1);
}

TEST_CASE("after a downtime the next person is called once, not the whole list", "[duty]") {
    DutyGround ground;
    REQUIRE(ground.put_night({"li", "wang", "ma"}) == "ok");
    ground.taken_in(ground.message("k", kEmergency));
    ground.look();
    ground.pass(120);
    CHECK(ground.told(ground.wang) == Rungs{"emergency"});
    CHECK(ground.told(ground.ma).empty());
}

TEST_CASE("the same-day warning reaches who is on duty, too", "[duty]") {
    DutyGround ground;
    REQUIRE(ground.put_night({"li"}) == "ok");
    ground.clock.set("2026-11-26T18:00:00+08:00");
    ground.taken_in(ground.message("k", "您好，想咨询一件事"));
    ground.clock.set("2026-11-26T22:00:00+08:00");
    ground.look();
    CHECK(ground.told(ground.li) == Rungs{"response_today"});
    ground.pass(15);
    CHECK(ground.told(ground.gu) == Rungs{"response_today"});
}

TEST_CASE("nobody of an accused unit is called, whoever is on duty", "[duty]") {
    DutyGround ground;
    REQUIRE(ground.put_night({"wang", "zhou"}) == "ok");
    ground.taken_in(ground.message("k", "城建中心的工作人员收受红包，现在着火了有人被困"));
    ground.look();
    ground.pass(15);
    CHECK(ground.told(ground.wang).empty());
    CHECK_FALSE(ground.told(ground.zhou).empty());
}

TEST_CASE("a deputy is told as well, and for whom", "[duty]") {
    DutyGround ground;
    desk::StandIns stand_ins(ground.uses());
    REQUIRE(
        test::verdict(stand_ins.put(
            ground.wang,
            {.login = "wang", .deputy = "ma", .from_day = "2026-11-26", .to_day = "2026-11-28"}
        )) == "ok"
    );
    REQUIRE(ground.put_night({"wang", "li"}) == "ok");
    ground.taken_in(ground.message("k", kEmergency));
    ground.look();
    CHECK(ground.told(ground.wang) == Rungs{"emergency"});
    CHECK(ground.told(ground.ma).empty());  // a handler of another unit may not see it
    const auto lamp = ground.taken_in(ground.message("a", "路灯坏了"));
    ground.clock.set("2026-11-27T08:30:00+08:00");
    ground.look();
    const auto told = ground.told(ground.ma);
    CHECK(std::count(told.begin(), told.end(), "contact_today") == 1);
}

TEST_CASE(
    "a roster replaces the shifts of its days, says its gaps, and leaves the others", "[duty]"
) {
    DutyGround ground;
    auto roster = ground.roster();
    REQUIRE(ground.put_night({"li", "wang"}) == "ok");
    const auto read = roster.read(days("2026-11-26", "2026-11-27"));
    REQUIRE(read.shifts.size() == 1);
    CHECK(read.shifts[0].logins == std::vector<std::string>{"li", "wang"});
    CHECK(read.shifts[0].names == std::vector<std::string>{"李队", "王工"});
    REQUIRE(read.gaps.size() == 2);
    CHECK(model::to_rfc3339(read.gaps[0].to) == "2026-11-26T17:00:00+08:00");
    CHECK(model::to_rfc3339(read.gaps[1].from) == "2026-11-27T08:30:00+08:00");
    CHECK(model::to_rfc3339(read.gaps[1].to) == "2026-11-28T00:00:00+08:00");
    auto saturday = roster.replace(
        ground.boss,
        days("2026-11-28", "2026-11-28"),
        {{at("2026-11-28T00:00:00+08:00"), at("2026-11-29T00:00:00+08:00"), {"ma"}, {}}}
    );
    CHECK(std::get<desk::DutyPeriod>(saturday).gaps.empty());
    REQUIRE(ground.put({}) == "ok");
    CHECK(roster.read(days("2026-11-26", "2026-11-28")).shifts.size() == 1);
}

TEST_CASE("a roster that cannot be is refused, with what is wrong", "[duty]") {
    DutyGround ground;
    const auto night = at("2026-11-26T17:00:00+08:00");
    const auto morning = at("2026-11-27T08:30:00+08:00");
    const auto found = [&](const std::vector<desk::DutyShift>& shifts, std::string_view words) {
        return ground.put(shifts).find(words) != std::string::npos;
    };
    CHECK(found({{night, morning, {"nobody"}, {}}}, "nobody"));
    CHECK(found({{night, morning, {}, {}}}, "没有值班人员"));
    CHECK(found({{night, morning, {"li", "li"}, {}}}, "两次"));
    CHECK(found({{morning, night, {"li"}, {}}}, "晚于"));
    CHECK(found({{at("2026-11-20T17:00:00+08:00"), night, {"li"}, {}}}, "日期之内"));
    CHECK(found({{night, at("2026-12-26T17:00:00+08:00"), {"li"}, {}}}, "7天"));
    const std::vector<desk::DutyShift> twice{
        {night, morning, {"li"}, {}}, {morning - std::chrono::hours{1}, morning, {"ma"}, {}}};
    CHECK(found(twice, "重叠"));
    auto roster = ground.roster();
    const auto refused = roster.replace(ground.wang, days("2026-11-26", "2026-11-27"), {});
    CHECK(std::get<desk::RosterProblem>(refused).code == model::Errc::forbidden);
    CHECK(roster.may_replace(ground.gu));
    // The night of the day before reaches into the day.
    REQUIRE(ground.put_night({"li"}) == "ok");
    const auto neighbour = roster.replace(
        ground.boss,
        days("2026-11-27", "2026-11-27"),
        {{at("2026-11-27T08:00:00+08:00"), at("2026-11-27T17:00:00+08:00"), {"ma"}, {}}}
    );
    CHECK(std::holds_alternative<desk::RosterProblem>(neighbour));
}
