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
