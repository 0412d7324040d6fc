// What a pause means for others than the ticket's own writer and its final date: citizens whose
// tickets it carries, and the dates that it does not move.
#include "board/desk/merging.hpp"
#include "board/desk/pauses.hpp"
#include "catch.hpp"
#include "recount_ground.hpp"

#include <algorithm>

using namespace huiying;
using test::RecountGround;
using test::verdict;

namespace {

struct OthersGround : RecountGround {
    OthersGround() {
        change([](desk::TownSettings& settings) {
            settings.workflow.pausing = model::Pausing::allowed;
        });
    }

    void change(const std::function<void(desk::TownSettings&)>& how) {
        desk::Administration administration(database, *town, clock);
        auto settings = town->snapshot()->settings();
        how(settings);
        REQUIRE(verdict(administration.put(settings, "test")) == "ok");
        run();
        clock.set("2026-11-23T09:00:00+08:00");
    }

    void pause(
        const std::string& number, model::PauseGround why = model::PauseGround::awaiting_organ
    ) {
        REQUIRE(
            verdict(desk::Pauses(uses()).pause(
                dispatcher, ref(dispatcher, number), {why, "已向供电公司发函"}
            )) == "ok"
        );
    }

    void resume(const std::string& number) {
        REQUIRE(
            verdict(desk::Pauses(uses()).resume(dispatcher, ref(dispatcher, number), "")) == "ok"
        );
    }

    void merge(const std::string& number, const std::string& survivor) {
        REQUIRE(
            verdict(desk::Merging(uses()).merge(dispatcher, ref(dispatcher, number), survivor)) ==
            "ok"
        );
    }

    std::vector<std::string> letters_with(const std::string& number, const std::string& word) {
        auto texts = letters(number);
        std::erase_if(texts, [&](const auto& text) {
            return text.find(word) == std::string::npos;
        });
        return texts;
    }

    std::string date(const std::optional<model::Instant>& at) {
        return at ? model::to_iso(model::local_date(*at)) : "none";
    }
};

}  // namespace

TEST_CASE("whoever is carried by a ticket is told of its pauses, each once", "[desk][pause]") {
    OthersGround ground;
    const auto survivor = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    const auto one = ground.taken_in(ground.by_phone("b", "路灯坏了"));
    const auto two = ground.taken_in(ground.by_phone("c", "路灯坏了"));
    const auto apart = ground.taken_in(ground.by_phone("d", "路灯坏了"));
    for (const auto& number : {one, two, apart})
        ground.merge(number, survivor);
    REQUIRE(
        verdict(desk::Merging(ground.uses())
                    .unmerge(ground.dispatcher, ground.ref(ground.dispatcher, apart))) == "ok"
    );
    ground.pause(survivor);
    for (const auto& number : {survivor, one, two}) {
        const auto told = ground.letters_with(number, "中止办理");
        REQUIRE(told.size() == 1);
        CHECK(told[0].find("待其他机关答复") != std::string::npos);
        CHECK(ground.letters_with(number, survivor).empty());
    }
    CHECK(ground.letters_with(apart, "中止办理").empty());
    CHECK(ground.history(one, "survivor_paused").size() == 1);
    ground.clock.set("2026-11-24T10:00:00+08:00");
    ground.resume(survivor);
    for (const auto& number : {survivor, one, two})
        CHECK(ground.letters_with(number, "已恢复办理，11月30日").size() == 1);
    ground.pause(survivor);
    for (const auto& number : {survivor, one, two})
        CHECK(ground.letters_with(number, "中止办理").size() == 2);
}

TEST_CASE("a carried writer is told why, not what another has yet to say", "[desk][pause]") {
    OthersGround ground;
    const auto survivor = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    const auto one = ground.taken_in(ground.by_phone("b", "路灯坏了"));
    ground.merge(one, survivor);
    ground.pause(survivor, model::PauseGround::awaiting_citizen);
    const auto told = ground.letters_with(one, "中止办理");
    REQUIRE(told.size() == 1);
    CHECK(told[0].find("已向供电公司发函") == std::string::npos);
    CHECK(told[0].find("您补充后") == std::string::npos);
}

TEST_CASE("who is merged into a ticket that stands still is told so", "[desk][pause]") {
    OthersGround ground;
    const auto survivor = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    const auto one = ground.taken_in(ground.by_phone("b", "路灯坏了"));
    ground.pause(survivor);
    ground.merge(one, survivor);
    CHECK(ground.letters_with(one, "中止办理").size() == 1);
}

TEST_CASE("going on counts a response and a contact still owed by what holds then", "[pause]") {
    OthersGround ground;
    ground.change([](desk::TownSettings& settings) {
        settings.policy.message = model::MessagePolicy::next_working_day;
        settings.workflow.response = model::ResponseGrade::contact;
    });
    ground.clock.set("2026-11-28T09:00:00+08:00");  // Saturday
    const auto number = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    REQUIRE(ground.date(ground.record(number).ticket.due.response_due) == "2026-11-30");
    REQUIRE(ground.date(ground.record(number).ticket.due.contact_due) == "2026-11-30");
    ground.pause(number);
    SECTION("later dates, with the old ones and the reason") {
        ground.day_off("2026-11-30");
        ground.adopt("second");
        ground.run();
        REQUIRE(ground.changes(number).empty());
        ground.clock.set("2026-11-29T12:00:00+08:00");
        ground.resume(number);
        CHECK(ground.date(ground.record(number).ticket.due.response_due) == "2026-12-01");
        CHECK(ground.date(ground.record(number).ticket.due.contact_due) == "2026-12-01");
        const auto said = ground.history(number, "due_later");
        REQUIRE(said.size() == 2);
        CHECK(
            said[0].detail.rfind(
                "首次回应日期由11月30日（周一）24:00前改为12月1日（周二）24:00前。原因：放假调休", 0
            ) == 0
        );
        CHECK(
            said[1].detail.rfind(
                "先行联系日期由11月30日（周一）24:00前改为12月1日（周二）24:00前。原因：放假调休", 0
            ) == 0
        );
        REQUIRE(ground.changes(number).size() == 1);
        CHECK(ground.date(ground.changes(number)[0].new_due) == "2026-12-01");
        CHECK(ground.record(number).ticket.due.calendar_version == "second");
    }
    SECTION("never earlier") {
        ground.worked("2026-11-29");
        ground.adopt("second");
        ground.run();
        ground.resume(number);
        CHECK(ground.date(ground.record(number).ticket.due.response_due) == "2026-11-30");
        CHECK(ground.date(ground.record(number).ticket.due.contact_due) == "2026-11-30");
        CHECK(ground.history(number, "due_later").empty());
    }
    SECTION("nothing where nothing has changed") {
        ground.resume(number);
        CHECK(ground.changes(number).empty());
        CHECK(ground.history(number, "due_later").empty());
    }
}

TEST_CASE("what was done before a pause keeps its date when the ticket goes on", "[pause]") {
    OthersGround ground;
    const auto number = ground.taken_in(ground.by_phone("a", "路灯坏了"));
    REQUIRE(ground.record(number).ticket.responded_at);
    const auto due = ground.record(number).ticket.due.response_due;
    ground.pause(number);
    ground.day_off("2026-11-24");
    ground.adopt("second");
    ground.run();
    ground.clock.set("2026-11-23T20:00:00+08:00");
    ground.resume(number);
    CHECK(ground.record(number).ticket.due.response_due == due);
    CHECK(ground.date(ground.record(number).ticket.due.contact_due) == "2026-11-25");
}
