#include "board/routing/router.hpp"
#include "catch.hpp"
#include "sample_units.hpp"

#include <algorithm>
#include <string>

using namespace huiying;
using model::Kind;
using routing::Router;
using test::message_of;
using Codes = std::vector<std::string>;

namespace {

const Router& router() {
    static const Router made(test::sample_units());
    return made;
}

}  // namespace

TEST_CASE("an accusation goes to the lead office alone and names the accused", "[routing]") {
    const auto [text, accused] = GENERATE(table<std::string, Codes>({
        {"城建中心的人态度恶劣", {"cjzx"}},
        {"城市建设管理事务中心不作为，路灯坏了一个月", {"cjzx"}},
        {"市政所推诿，城管吃拿卡要", {"cjzx", "zfd"}},
        {"我要投诉房管所", {"sqjs"}},
        {"举报执法队队员收钱", {"zfd"}},
        // named in the sentence, not in the clause of the sign
        {"我去银春居委问了三次，每次都敷衍", {"yinchun"}},
        // named in another sentence
        {"我去了平安办。窗口的人爱理不理。", {"pab"}},
        // the unit that was asked for help in another clause is not accused
        {"我打给社区办反映，城管打人", {"zfd"}},
        // nobody named: restricted all the same
        {"窗口工作人员态度恶劣", {}},
        {"村书记贪污补偿款", {}},
        {"有人收红包办事", {}},
        // a closed unit is recognised
        {"旧改指挥部暗箱操作", {"closed"}},
        // full-width and invisible symbols do not hide a name
        {"城建\u200B中心不作为", {"cjzx"}},
    }));
    CAPTURE(text);
    auto decision = router().route(message_of(text));
    std::sort(decision.accused_units.begin(), decision.accused_units.end());
    CHECK(decision.restricted);
    CHECK(decision.unit == "dzb");
    CHECK(decision.accused_units == accused);
    CHECK(decision.candidates.empty());  // nobody else is proposed
    CHECK(decision.reasons.size() >= 2);
}

TEST_CASE("a report or complaint to a unit about its people accuses that unit", "[routing]") {
    auto message = message_of("昨天那个工作人员把我的材料弄丢了", Kind::complaint);
    message.unit_hint = "sqjs";
    const auto decision = router().route(message);
    CHECK(decision.restricted);
    CHECK(decision.accused_units == Codes{"sqjs"});
    message.text = "昨天那个工作人员姓什么？他有没有留电话";
    message.kind = Kind::question;
    CHECK_FALSE(router().route(message).restricted);
    message.kind = Kind::complaint;
    CHECK(router().route(message).restricted);
    message.text = "昨天的路灯又坏了";
    CHECK_FALSE(router().route(message).restricted);
}

TEST_CASE("a report that speaks of officials is restricted", "[routing]") {
    CHECK(router().route(message_of("主任家的房子多盖了一层", Kind::report)).restricted);
    CHECK_FALSE(router().route(message_of("三楼多盖了一层", Kind::report)).restricted);
}

TEST_CASE("an accusation in the subject alone is seen", "[routing]") {
    auto message = message_of("路灯坏了很久");
    message.subject = "城建中心不作为";
    const auto decision = router().route(message);
    CHECK(decision.restricted);
    CHECK(decision.accused_units == Codes{"cjzx"});
}

TEST_CASE("the writer's choice never sends an accusation to the accused", "[routing]") {
    auto message = message_of("城管态度恶劣");
    message.unit_hint = "zfd";
    const auto decision = router().route(message);
    CHECK(decision.unit == "dzb");
    CHECK(decision.accused_units == Codes{"zfd"});
}

TEST_CASE("when the lead office is accused, the decision says so", "[routing]") {
    const auto decision = router().route(message_of("党政办推诿"));
    CHECK(decision.restricted);
    CHECK(decision.accused_units == Codes{"dzb"});
    CHECK(decision.reasons.back().find("牵头办公室") != std::string::npos);
}

TEST_CASE("without a lead office an accusation is restricted to nobody's unit", "[routing]") {
    auto units = test::sample_units();
    units.front().lead = false;
    const auto decision = Router(units).route(message_of("城管打人"));
    CHECK(decision.restricted);
    CHECK(decision.unit.empty());
}

TEST_CASE("matters between citizens and firms are not restricted", "[routing]") {
    for (const auto* text :
         {"物业态度恶劣", "楼上邻居半夜装修，想投诉", "举报三楼违章建筑", "举报占道经营"}) {
        CAPTURE(text);
        CHECK_FALSE(router().route(message_of(text, Kind::complaint)).restricted);
    }
}

TEST_CASE("an emergency inside an accusation stays the first reason", "[routing]") {
    const auto decision = router().route(message_of("城管打人，我不想活了"));
    CHECK(decision.restricted);
    CHECK(routing::is_emergency(decision));
}

TEST_CASE(
    "a committee is accused by its village's name, but the place alone accuses nobody", "[routing]"
) {
    const auto named = router().route(message_of("银春路那边的居委书记贪污，大家都知道"));
    CHECK(named.accused_units == Codes{"yinchun"});

    auto message = message_of("书记贪污补偿款");
    message.place = "银春花园";
    CHECK(router().route(message).accused_units == Codes{"yinchun"});

    message = message_of("桥栏杆撞断了，要出人命的", Kind::report);
    message.place = "银春花园";
    CHECK_FALSE(router().route(message).restricted);
}

TEST_CASE("asking for somebody else to look into it is an accusation", "[routing]") {
    for (const auto* text :
         {"请派个不归他们管的人来查",
          "不要转给他们自己看",
          "希望换一批人来",
          "请社区办以外的人来处理"}) {
        CAPTURE(text);
        CHECK(router().route(message_of(text, Kind::complaint)).restricted);
    }
}
