#include "board/routing/learned_routing.hpp"

#include "board/routing/router.hpp"
#include "catch.hpp"
#include "sample_units.hpp"

#include <string>
#include <vector>

using namespace huiying;
using routing::LabelledText;
using routing::LearnedRouting;
using routing::Router;
using test::message_of;

namespace {

/// Past tickets: noise at night was the safety office's, though no duty word says so.
std::vector<LabelledText> past() {
    std::vector<LabelledText> texts;
    for (int i = 0; i < 30; ++i) {
        const auto id = std::to_string(i);
        texts.push_back({"a" + id, "工地夜里打桩声音太响，睡不着" + id, "pab"});
        texts.push_back({"b" + id, "人行道地砖松动翘起，老人绊倒" + id, "cjzx"});
        texts.push_back({"c" + id, "维修基金怎么用，业主投票" + id, "sqjs"});
    }
    return texts;
}

std::shared_ptr<const LearnedRouting> learned(double bound) {
    return std::make_shared<const LearnedRouting>(LearnedRouting{
        routing::learn(past()), "model-7", bound});
}

Router router(double bound) {
    return Router(
        test::sample_units(), {}, {.learned = learned(bound), .by_hand = {}, .corrected = {}}
    );
}

}  // namespace

TEST_CASE("what was learnt decides where the rules find nothing", "[routing]") {
    const auto decision = router(0.6).route(message_of("夜里打桩太响"));
    CHECK(decision.unit == "pab");
    CHECK(decision.rule_version == "rules-1+model-7");
    REQUIRE_FALSE(decision.reasons.empty());
    CHECK(decision.reasons.front().find("以往办理的来信相近：“") != std::string::npos);
    REQUIRE_FALSE(decision.candidates.empty());
    CHECK(decision.candidates.front().unit == "pab");
}

TEST_CASE("below the bound a person decides, with up to three units to choose from", "[routing]") {
    const auto decision = router(0.9999999).route(message_of("夜里打桩，地砖松动"));
    CHECK(decision.unit.empty());
    REQUIRE(decision.candidates.size() >= 2);
    CHECK(decision.candidates.size() <= 3);
    for (const auto& candidate : decision.candidates)
        CHECK(candidate.unit != "closed");
    CHECK_FALSE(decision.candidates.front().reasons.empty());
}

TEST_CASE("a wrong duty word is overruled by what was learnt, a named unit never", "[routing]") {
    // 道路 is a duty word of cjzx; past tickets of this kind were pab's.
    CHECK(
        Router(test::sample_units()).route(message_of("道路边夜里打桩太响睡不着")).unit == "cjzx"
    );
    CHECK(router(0.6).route(message_of("道路边夜里打桩太响睡不着")).unit == "pab");
    CHECK(router(0.6).route(message_of("请执法队来看：夜里打桩太响睡不着")).unit == "zfd");
    auto message = message_of("夜里打桩太响睡不着");
    message.unit_hint = "sqjs";
    CHECK(router(0.6).route(message).unit == "sqjs");
}

TEST_CASE("accusations and petitions are never decided by what was learnt", "[routing]") {
    const auto accusing = router(0.1).route(message_of("城管夜里打人，打桩太响没人管"));
    CHECK(accusing.restricted);
    CHECK(accusing.unit == "dzb");
    CHECK(accusing.candidates.empty());
    const auto petition = router(0.1).route(message_of("夜里打桩太响，再不解决就上访"));
    CHECK(petition.unit.empty());
    REQUIRE_FALSE(petition.candidates.empty());
    CHECK(petition.candidates.front().unit == "pab");
}

TEST_CASE("a closed unit is not proposed", "[routing]") {
    auto units = test::sample_units();
    for (auto& unit : units)
        unit.active = unit.code != "pab";
    const auto decision = Router(
                              units, {}, {.learned = learned(0.6), .by_hand = {}, .corrected = {}}
    ).route(message_of("夜里打桩太响"));
    for (const auto& candidate : decision.candidates)
        CHECK(candidate.unit != "pab");
    CHECK(decision.unit != "pab");
}

TEST_CASE("an emergency stays the first reason when what was learnt decides", "[routing]") {
    const auto decision = router(0.6).route(message_of("夜里打桩太响，楼要倒塌了，睡不着"));
    CHECK(decision.unit == "pab");
    CHECK(routing::is_emergency(decision));
}

TEST_CASE("a cold start proposes and never decides", "[routing]") {
    const auto cold = routing::cold_start(
        {{"1", "居住证 续签 落户", "rkb"}, {"2", "独生子女 奖励 计划生育", "cjzx"}}
    );
    CHECK(cold->bound == routing::kOnlyProposes);
    const auto decision =
        Router(
            test::sample_units(), {}, {.learned = cold, .by_hand = {}, .corrected = {}}
        ).route(message_of("独生子女奖励"));
    CHECK(decision.unit.empty());
    REQUIRE_FALSE(decision.candidates.empty());
    CHECK(decision.candidates.front().unit == "cjzx");
    CHECK(decision.candidates.front().reasons.front().find("职责和常见问题") != std::string::npos);
    CHECK(Router(
              test::sample_units(),
              {},
              {.learned = routing::cold_start({}), .by_hand = {}, .corrected = {}}
    )
              .route(message_of("x"))
              .unit.empty());
}

TEST_CASE("the bound is the lowest that keeps the precision on held-back texts", "[routing]") {
    const auto model = routing::learn(past());
    const std::vector<LabelledText> right{
        {"1", "工地夜里打桩声音太响", "pab"}, {"2", "地砖松动翘起", "cjzx"}};
    const double bound = routing::chosen_bound(model, right, 0.95, 2);
    CHECK(bound >= 0.5);
    CHECK(bound < 1);
    CHECK(routing::chosen_bound(model, right, 0.95, 3) == routing::kOnlyProposes);
    const std::vector<LabelledText> wrong{{"1", "工地夜里打桩声音太响", "cjzx"}};
    CHECK(routing::chosen_bound(model, wrong, 0.95, 1) == routing::kOnlyProposes);
}
