#include "board/desk/escalation.hpp"

#include "board/store/people_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;
using test::DeskGround;

namespace {

/// A town with people, who can be told.
struct LadderGround : DeskGround {
    LadderGround() {
        database.write([&](store::Connection& connection) {
            store::PeopleRepository people(connection);
            for (auto* person : {&wang, &lead, &office})
                person->id = people.add(*person, "", clock.now());
        });
    }

    desk::Escalation escalation() { return {database, *town, clock, announce()}; }

    std::vector<std::string> told(const model::Staff& person) {
        std::vector<std::string> rungs;
        for (const auto& notice : escalation().unread(person, 50))
            rungs.push_back(notice.rung);
        std::reverse(rungs.begin(), rungs.end());
        return rungs;
    }

    std::vector<std::string> history_of(const std::string& number) {
        const auto view = tickets().view(dispatcher, number).value();
        std::vector<std::string> words;
        for (const auto& entry : view.history)
            words.push_back(entry.event);
        return words;
    }

    model::Staff wang{{}, "wang", "王工", "cjzx", {model::Role::handler}, true};
    model::Staff lead{{}, "lin", "林主任", "cjzx", {model::Role::manager}, true};
    model::Staff office{{}, "zhou", "周办", "dzb", {model::Role::dispatcher}, true};
};

using Rungs = std::vector<std::string>;

}  // namespace

TEST_CASE("a ticket's rungs are told in order, each at its time and once", "[escalation]") {
    LadderGround ground;  // Monday 2026-11-23 09:00, due at the end of Monday the 30th
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    auto escalation = ground.escalation();
    const auto first = escalation.upcoming(model::Instant::max(), 10);
    REQUIRE(first.size() == 1);
    CHECK(first[0].number == number);
    CHECK(escalation.climb({number}).at(0).at == first[0].at);
    CHECK(ground.told(ground.wang).empty());

    ground.clock.set("2026-11-30T08:30:00+08:00");
    escalation.climb({number});
    escalation.climb({number});
    CHECK(
        ground.told(ground.wang) ==
        Rungs{"contact_today", "draft_budget", "review_budget", "due_soon", "due_today"}
    );
    ground.clock.set("2026-12-01T18:00:00+08:00");
    CHECK(escalation.climb({number}).size() == 1);
    ground.clock.set("2026-12-07T08:30:00+08:00");
    CHECK(escalation.climb({number}).empty());
    CHECK(escalation.upcoming(ground.clock.now(), 10).empty());
    CHECK(ground.told(ground.lead) == Rungs{"breached", "supervision", "in_report"});
    const auto history = ground.history_of(number);
    for (const char* event : {"due_soon", "due_today", "breached", "supervision", "in_report"})
        CHECK(std::count(history.begin(), history.end(), event) == 1);
}

TEST_CASE("after a downtime what was due meanwhile is told once, in the morning", "[escalation]") {
    LadderGround ground;
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    ground.clock.set("2026-12-05T23:00:00+08:00");  // Saturday night
    auto escalation = ground.escalation();
    escalation.climb({number});
    CHECK(ground.told(ground.wang).empty());
    ground.clock.set("2026-12-07T08:29:00+08:00");
    CHECK(ground.told(ground.wang).empty());
    ground.clock.set("2026-12-07T08:30:00+08:00");
    CHECK(
        ground.told(ground.wang) ==
        Rungs{
            "contact_today",
            "draft_budget",
            "review_budget",
            "due_soon",
            "due_today",
            "breached",
            "supervision"}
    );
    const auto notices = escalation.unread(ground.wang, 50);
    CHECK(std::all_of(notices.begin(), notices.end(), [&](const auto& notice) {
        return notice.window == notices.front().window;
    }));
}

TEST_CASE("nothing fires early, and a clock set back fires nothing again", "[escalation]") {
    LadderGround ground;
    const auto number = ground.taken_in(ground.message("k", "路灯坏了"));
    auto escalation = ground.escalation();
    ground.clock.set("2026-11-26T08:30:00+08:00");
    escalation.climb({number});
    const auto before = ground.told(ground.wang).size();
    REQUIRE(before == 2);  // contact, draft
    ground.clock.set("2026-11-27T08:29:59+08:00");
    escalation.climb({number});
    CHECK(ground.told(ground.wang).size() == before);
    ground.clock.set("2026-11-27T08:30:00+08:00");
    escalation.climb({number});
    CHECK(ground.told(ground.wang).size() == before + 2);  // review by day 4, one day before
    ground.clock.set("2026-11-26T00:00:00+08:00");
    escalation.climb({number});
    ground.clock.set("2026-11-27T09:00:00+08:00");
    escalation.climb({number});
    CHECK(ground.told(ground.wang).size() == before + 2);
}

TEST_CASE(
    "a reply ends the ladder; a unit with nobody at the desk has the office told", "[escalation]"
) {
    LadderGround ground;
    auto escalation = ground.escalation();
    const auto answered = ground.taken_in(ground.message("a", "路灯坏了"));
    const auto nobody = ground.taken_in(ground.message("b", "路口有人占道经营"));
    REQUIRE(
        test::verdict(ground.tickets().reply(
            ground.handler, ground.ref(ground.handler, answered), "已派人维修，今晚恢复。"
        )) == "ok"
    );
    ground.clock.set("2026-12-01T08:30:00+08:00");
    escalation.climb({answered, nobody, "NONE-NONE-NONE"});
    CHECK(ground.told(ground.wang).empty());
    const auto office = ground.told(ground.office);
    CHECK(std::count(office.begin(), office.end(), "breached") == 1);
    CHECK(std::count(office.begin(), office.end(), "review_budget") == 1);
    escalation.read_up_to(ground.office, escalation.unread(ground.office, 50).front().id);
    CHECK(ground.told(ground.office).empty());
}

TEST_CASE("nobody of an accused unit is told of a ticket that accuses it", "[escalation]") {
    LadderGround ground;
    const auto number = ground.taken_in(ground.message("k", "城建中心的工作人员收受红包"));
    ground.clock.set("2026-12-01T18:00:00+08:00");
    ground.escalation().climb({number});
    CHECK(ground.told(ground.wang).empty());
    CHECK(ground.told(ground.lead).empty());
    CHECK_FALSE(ground.told(ground.office).empty());
}
