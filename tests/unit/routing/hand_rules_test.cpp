#include "board/routing/hand_rules.hpp"

#include "board/routing/corrected_routes.hpp"
#include "board/routing/router.hpp"
#include "catch.hpp"
#include "sample_units.hpp"

#include <algorithm>
#include <memory>
#include <string>

using namespace huiying;
using model::CorrectedRoute;
using model::Kind;
using model::RoutingRule;
using routing::Router;
using test::message_of;

namespace {

RoutingRule rule(const std::string& name, const std::string& unit) {
    RoutingRule made;
    made.name = name;
    made.unit = unit;
    return made;
}

RoutingRule river() {
    auto made = rule("河道", "cjzx");
    made.words = {"河道", "黑臭水"};
    made.without = {"水费"};
    return made;
}

Router router_with(std::vector<RoutingRule> rules, std::vector<CorrectedRoute> corrected = {}) {
    return Router(
        test::sample_units(),
        {},
        {.learned = nullptr,
         .by_hand = std::make_shared<const routing::HandRules>(std::move(rules), 3),
         .corrected = std::make_shared<const routing::CorrectedRoutes>(corrected)}
    );
}

bool says(const std::vector<std::string>& reasons, const std::string& words) {
    return std::any_of(reasons.begin(), reasons.end(), [&](const std::string& reason) {
        return reason.find(words) != std::string::npos;
    });
}

std::vector<std::string> found_in(const std::vector<RoutingRule>& rules, bool refused) {
    std::vector<std::string> said;
    for (const auto& one : routing::findings(rules, test::sample_units(), {"board"}))
        if (one.refused == refused)
            said.push_back(std::to_string(one.rule) + " " + std::string(one.field));
    return said;
}

}  // namespace

TEST_CASE("the first rule of the town that holds decides, and says so", "[routing]") {
    auto second = rule("乱设摊", "pab");
    second.words = {"乱设摊"};
    const auto router = router_with({river(), second});
    // The words of a unit's duty would say another.
    const auto decision = router.route(message_of("楼下乱设摊，油烟大"));
    CHECK(decision.unit == "pab");
    CHECK(says(decision.reasons, "符合本镇规则“乱设摊”，提到“乱设摊”"));
    CHECK(decision.candidates.front().unit == "pab");
    CHECK(decision.rule_version == "rules-1+hand-3");
    CHECK(router.route(message_of("河道边有人乱设摊")).unit == "cjzx");
    CHECK(router.route(message_of("河 道 黑 臭")).unit == "cjzx");
    CHECK(router.route(message_of("河道的水费怎么交，乱设摊的也没人管")).unit == "pab");
}

TEST_CASE("every condition of a rule must hold", "[routing]") {
    auto made = river();
    made.places = {"银春"};
    made.channels = {"board"};
    made.kinds = {Kind::complaint};
    const auto router = router_with({made});
    auto message = message_of("河道脏");
    message.place = "银春小区";
    message.channel = "board";
    message.kind = Kind::complaint;
    const auto takes = [&] { return says(router.route(message).reasons, "符合本镇规则"); };
    CHECK(takes());
    message.channel = "wechat_oa";
    CHECK_FALSE(takes());
    message.channel = "board";
    message.kind = Kind::question;
    CHECK_FALSE(takes());
    message.kind = Kind::complaint;
    message.place = "";
    CHECK_FALSE(takes());
    message.text += "，就在银春路口";
    CHECK(takes());
}

TEST_CASE(
    "a rule may leave it to a person, and is passed over when off or its unit gone", "[routing]"
) {
    auto person = rule("先看", "");
    person.words = {"路灯"};
    const auto left = router_with({person}).route(message_of("门口的路灯三天不亮了"));
    CHECK(left.unit.empty());
    CHECK(says(left.reasons, "符合本镇规则“先看”，提到“路灯”，请人工分派"));
    CHECK_FALSE(left.candidates.empty());
    person.active = false;
    CHECK(router_with({person}).route(message_of("门口的路灯三天不亮了")).unit == "cjzx");
    auto gone = rule("没有的单位", "nowhere");
    gone.words = {"路灯"};
    CHECK(router_with({gone}).route(message_of("门口的路灯三天不亮了")).unit == "cjzx");
}

TEST_CASE("no rule moves an accusation or a petition", "[routing]") {
    auto everything = rule("都归城运", "cjzx");
    everything.words = {"执法队", "打桩"};
    const auto router = router_with({everything});
    const auto accusation = router.route(message_of("举报执法队收受商户贿赂"));
    CHECK(accusation.restricted);
    CHECK(accusation.unit != "cjzx");
    const auto petition = router.route(message_of("夜里打桩太响，再不解决就上访"));
    CHECK(petition.unit.empty());
}

TEST_CASE("what cannot be right is refused, what is odd is said", "[routing]") {
    CHECK(found_in({river()}, true).empty());
    CHECK(found_in({river()}, false).empty());
    auto nameless = river();
    nameless.name = "";
    CHECK(found_in({nameless}, true) == std::vector<std::string>{"0 name"});
    CHECK(found_in({river(), river()}, true) == std::vector<std::string>{"1 name"});
    CHECK(found_in({rule("空", "cjzx")}, true) == std::vector<std::string>{"0 words"});
    auto nowhere = river();
    nowhere.unit = "nowhere";
    CHECK(found_in({nowhere}, true) == std::vector<std::string>{"0 unit"});
    auto signs = river();
    signs.words = {"。。"};
    CHECK(found_in({signs}, true) == std::vector<std::string>{"0 words"});
    auto odd = river();
    odd.words = {"水"};
    odd.without = {"水"};
    odd.channels = {"sms"};
    CHECK(found_in({odd}, false) == std::vector<std::string>{"0 words", "0 channels", "0 without"});
}

TEST_CASE("a rule that another before it always forestalls is told", "[routing]") {
    auto narrow = river();
    narrow.name = "河道保洁";
    narrow.words = {"河道保洁"};
    const std::vector<std::string> told{"1 name"};
    CHECK(found_in({river(), narrow}, false) == told);
    CHECK(found_in({narrow, river()}, false).empty());
    auto off = river();
    off.active = false;
    CHECK(found_in({off, narrow}, false).empty());
    auto bound = river();
    bound.kinds = {Kind::complaint};
    CHECK(found_in({bound, narrow}, false).empty());
    auto open = narrow;
    open.without = {};  // takes what the first leaves for its 水费
    CHECK(found_in({river(), open}, false).empty());
}

TEST_CASE("nearly the same message goes where a person sent the first", "[routing]") {
    const std::string wrong = "我家楼下夜里有人乱设摊卖烧烤，油烟很大，一直到半夜，麻烦管一管";
    const auto router = router_with({}, {{wrong, "zfd", "pab"}});
    CHECK(Router(test::sample_units()).route(message_of(wrong)).unit == "zfd");
    const auto again =
        router.route(message_of("楼下夜里又有人乱设摊卖烧烤，油烟很大，一直到半夜，请管一管"));
    CHECK(again.unit == "pab");
    CHECK(says(again.reasons, "与一件由人分派过的来信几乎相同"));
    // Alike, not the same: not the wrong unit again, and a person says which.
    const auto like =
        router.route(message_of("小区门口乱设摊卖烧烤，油烟很大，居民睡不着，天天到后半夜"));
    CHECK(like.unit.empty());
    CHECK(like.candidates.front().unit == "pab");
    // Of the same duty, and another matter.
    CHECK(router.route(message_of("菜市场外面有占道经营的水果车")).unit == "zfd");
}

TEST_CASE(
    "the newest correction of a message counts, a very short one teaches nothing", "[routing]"
) {
    const std::string text = "我家楼下夜里有人乱设摊卖烧烤，油烟很大，一直到半夜，麻烦管一管";
    const auto router = router_with({}, {{text, "zfd", "pab"}, {text, "zfd", "sqjs"}});
    CHECK(router.route(message_of(text)).unit == "sqjs");
    CHECK(router_with({}, {{"乱设摊", "zfd", "pab"}}).route(message_of("乱设摊")).unit == "zfd");
    CHECK(router_with({}, {{text, "zfd", "nowhere"}}).route(message_of(text)).unit.empty());
}
