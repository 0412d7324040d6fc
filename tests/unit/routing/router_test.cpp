#include "board/routing/router.hpp"

#include "catch.hpp"
#include "sample_units.hpp"

#include <algorithm>
#include <chrono>
#include <string>

using namespace huiying;
using routing::Router;
using test::message_of;

namespace {

const Router& router() {
    static const Router made(test::sample_units());
    return made;
}

bool any_reason_holds(const std::vector<std::string>& reasons, const std::string& words) {
    return std::any_of(reasons.begin(), reasons.end(), [&](const std::string& reason) {
        return reason.find(words) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("duty words, names and places lead to their unit", "[routing]") {
    const auto [text, unit] = GENERATE(table<std::string, std::string>({
        {"门口的路灯三天不亮了", "cjzx"},
        {"路口的路灯不亮", "cjzx"},
        {"小区停车难，物业没办法", "sqjs"},  // the longer word, not 停车 of another unit
        {"停车收费标准是什么", "cjzx"},
        {"楼下乱设摊，油烟大", "zfd"},
        {"转市政所，绿化带有坑", "cjzx"},
        {"请平安办来看看", "pab"},
        {"银春居民委员会什么时候上班", "yinchun"},
        {"ＬＵ灯：路灯", "cjzx"},
        {"依申请信息公开怎么办", "dzb"},
    }));
    CAPTURE(text);
    const auto decision = router().route(message_of(text));
    CHECK(decision.unit == unit);
    CHECK_FALSE(decision.restricted);
    CHECK(decision.accused_units.empty());
    CHECK_FALSE(decision.reasons.empty());
    REQUIRE_FALSE(decision.candidates.empty());
    CHECK(decision.candidates.front().unit == unit);
    CHECK(decision.rule_version == "rules-1");
}

TEST_CASE("reasons name the words and the duty", "[routing]") {
    const auto decision = router().route(message_of("路灯坏了"));
    CHECK(decision.reasons == std::vector<std::string>{"提到“路灯”，属于城建中心职责"});
}

TEST_CASE("the dispatcher decides when nothing fits or two fit alike", "[routing]") {
    const auto nothing = router().route(message_of("你好"));
    CHECK(nothing.unit.empty());
    CHECK(nothing.candidates.empty());
    CHECK(any_reason_holds(nothing.reasons, "请人工分派"));

    const auto alike = router().route(message_of("电动车充电怎么管"));
    CHECK(alike.unit.empty());
    CHECK(alike.candidates.size() == 2);
    CHECK(any_reason_holds(alike.reasons, "两个以上"));

    const auto weak = router().route(message_of("下雨有积水"));  // three units claim the word
    CHECK(weak.unit.empty());
    CHECK(weak.candidates.size() == 3);
}

TEST_CASE("the bounds decide when a person is asked", "[routing]") {
    const auto text = message_of("路灯和物业的事");
    CHECK(router().route(text).unit.empty());
    const Router bold(
        test::sample_units(), {.version = "bold", .min_score = 0.0, .min_margin = 0.0}
    );
    CHECK_FALSE(bold.route(text).unit.empty());
    CHECK(bold.route(text).rule_version == "bold");
    const Router shy(test::sample_units(), {.version = "shy", .min_score = 0.99});
    CHECK(shy.route(message_of("路灯坏了")).unit.empty());
}

TEST_CASE("the writer's choice counts, and is told", "[routing]") {
    auto message = message_of("想问一件事");
    message.unit_hint = "sqjs";
    const auto decision = router().route(message);
    CHECK(decision.unit == "sqjs");
    CHECK(any_reason_holds(decision.reasons, "写信人选择了“社区办”"));
    message.unit_hint = "closed";
    CHECK(router().route(message).unit.empty());
    message.unit_hint = "no_such";
    CHECK(router().route(message).unit.empty());
}

TEST_CASE("the subject and the given place count", "[routing]") {
    auto message = message_of("晚上看不见");
    message.subject = "路灯";
    CHECK(router().route(message).unit == "cjzx");
    message = message_of("树倒了");
    message.place = "银春花园";
    const auto decision = router().route(message);
    CHECK(decision.unit.empty());  // where is not what
    REQUIRE(decision.candidates.size() == 1);
    CHECK(decision.candidates.front().unit == "yinchun");
    CHECK(any_reason_holds(decision.candidates.front().reasons, "地点“银春花园”"));
}

TEST_CASE("where it happens says less than what it is", "[routing]") {
    auto message = message_of("路灯坏了");
    message.place = "银春花园";
    CHECK(router().route(message).unit == "cjzx");
    CHECK(router().route(message_of("银春路的路灯坏了")).unit == "cjzx");
}

TEST_CASE("a duty that committees share is the one's of the place", "[routing]") {
    auto units = test::sample_units();
    units[5].keywords = {"村务公开"};
    units.push_back(units[5]);
    units.back().code = "jinxing";
    units.back().name = units.back().short_name = "金星村";
    units.back().places = {"金星"};
    const Router committees(units);
    CHECK(committees.route(message_of("村务公开栏在哪里")).candidates.empty());
    auto message = message_of("村务公开栏在哪里");
    message.place = "金星";
    CHECK(committees.route(message).unit == "jinxing");
}

TEST_CASE("candidates are at most three, best first, scores between 0 and 1", "[routing]") {
    const auto decision = router().route(message_of("路灯 物业 消防 占道经营 银春路"));
    REQUIRE(decision.candidates.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(decision.candidates[i].score > 0);
        CHECK(decision.candidates[i].score < 1);
        CHECK_FALSE(decision.candidates[i].reasons.empty());
        if (i > 0)
            CHECK(decision.candidates[i - 1].score >= decision.candidates[i].score);
    }
}

TEST_CASE("a word said ten times counts once", "[routing]") {
    std::string text = "物业";
    for (int i = 0; i < 10; ++i)
        text += "，路灯";
    const auto decision = router().route(message_of(text));
    REQUIRE(decision.candidates.size() == 2);
    CHECK(decision.candidates[0].score == Approx(decision.candidates[1].score));
}

TEST_CASE("an inactive unit is never a candidate", "[routing]") {
    CHECK(router().route(message_of("旧区改造什么时候开始")).candidates.empty());
}

TEST_CASE("an emergency is the first reason and does not stop the routing", "[routing]") {
    const auto decision = router().route(message_of("楼道着火了！消防通道堵死"));
    CHECK(routing::is_emergency(decision));
    CHECK(decision.unit == "pab");
    CHECK_FALSE(routing::is_emergency(router().route(message_of("路灯坏了"))));
    CHECK_FALSE(routing::is_emergency({}));
}

TEST_CASE("a petition is for a person", "[routing]") {
    const auto decision = router().route(message_of("路灯的事再不解决就去上访"));
    CHECK(decision.unit.empty());
    CHECK_FALSE(decision.candidates.empty());
    CHECK(any_reason_holds(decision.reasons, "信访"));
}

TEST_CASE("empty and enormous texts are routed", "[routing]") {
    CHECK(router().route(message_of("")).unit.empty());
    std::string longest;
    for (int i = 0; i < 10'000; ++i)
        longest += "路";
    CHECK(router().route(message_of(longest)).unit.empty());
    CHECK(Router({}).route(message_of("路灯")).unit.empty());
}

TEST_CASE("a message is routed in well under a millisecond", "[routing]") {
    std::vector<model::Unit> units;
    for (int u = 0; u < 30; ++u) {
        model::Unit unit;
        unit.code = "u" + std::to_string(u);
        unit.name = unit.short_name = "单位" + std::to_string(u);
        for (int k = 0; k < 30; ++k)
            unit.keywords.push_back("词" + std::to_string(u) + "语" + std::to_string(k));
        units.push_back(unit);
    }
    const Router large(units);
    auto message = message_of("");
    for (int i = 0; i < 12; ++i)
        message.text += "银春花园门口的路灯坏了三天，晚上看不见路，词3语4，";
    const auto start = std::chrono::steady_clock::now();
    constexpr int kRounds = 500;
    for (int i = 0; i < kRounds; ++i)
        REQUIRE(large.route(message).unit == "u3");
    const auto each = (std::chrono::steady_clock::now() - start) / kRounds;
    // Generous: sanitizers and busy machines. The benchmark holds the real bound.
    CHECK(each < std::chrono::milliseconds(5));
}
