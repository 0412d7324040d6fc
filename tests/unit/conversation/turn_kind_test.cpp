#include "bot/conversation/turn_kind.hpp"

#include <catch.hpp>
#include <optional>
#include <string>

namespace {

using namespace huiying::conversation;
using Kind = TurnKind;

std::optional<Kind> kind(const char* text) {
    return kind_by_words(text);
}

}  // namespace

TEST_CASE("greetings, thanks and agreement are small talk", "[conversation]") {
    for (const auto* text :
         {"你好", "您好！", "在吗？", "你好，请问有人吗", "侬好呀", "早上好～", "Hello", "喂？"}) {
        INFO(text);
        CHECK(kind(text) == Kind::greeting);
    }
    for (const auto* text :
         {"谢谢", "谢谢侬！", "太感谢了", "好的，谢谢", "辛苦你们了", "3Q谢谢"}) {
        INFO(text);
        CHECK((kind(text) == Kind::thanks) == (std::string(text) != "3Q谢谢"));
    }
    for (const auto* text : {"好的", "嗯嗯", "知道了", "OK", "晓得了", "没事了，拜拜"}) {
        INFO(text);
        CHECK(kind(text) == Kind::noted);
    }
}

TEST_CASE("pictures of feelings and bare signs ask for nothing", "[conversation]") {
    for (const auto* text : {"😊", "👍👍", "[微笑]", "[玫瑰][玫瑰]", "？？？", "。。。", "🙏 🙏"}) {
        INFO(text);
        CHECK(kind(text) == Kind::symbols);
    }
}

TEST_CASE("a greeting before a matter does not hide it", "[conversation]") {
    for (const auto* text :
         {"你好，楼下的路灯坏了",
          "您好，请问社保卡怎么补办",
          "谢谢，不过垃圾还是没人收走啊",
          "好的，那居住证在哪里办"}) {
        INFO(text);
        CHECK(kind(text) != Kind::greeting);
        CHECK(kind(text) != Kind::thanks);
        CHECK(kind(text) != Kind::noted);
    }
}

TEST_CASE("asking for a person is heard however it is put", "[conversation]") {
    for (const auto* text :
         {"转人工",
          "人工",
          "人工服务",
          "我要找真人说",
          "不要机器人，我要人工客服",
          "帮我转人工，我的问题你答不了"}) {
        INFO(text);
        CHECK(kind(text) == Kind::person);
    }
    CHECK(kind("人工湖边上的栏杆断了") != Kind::person);
}

TEST_CASE("digits are choices in any writing", "[conversation]") {
    CHECK(choice_of("1") == 1);
    CHECK(choice_of(" ２ ") == 2);
    CHECK(choice_of("③") == 3);
    CHECK(choice_of("第二个") == 2);
    CHECK(choice_of("1号楼") == 0);
    CHECK(choice_of("12") == 0);
    CHECK(kind("1") == Kind::choice);
    CHECK(kind("0") == Kind::none_of_them);
    CHECK(kind("都不是") == Kind::none_of_them);
    CHECK(kind("12345") == std::nullopt);
}

TEST_CASE("evaluations are told apart, and discontent is never taken for content") {
    CHECK(kind("满意") == Kind::content);
    CHECK(kind("基本满意") == Kind::content);
    CHECK(kind("不满意") == Kind::discontent);
    CHECK(kind("很不满意！") == Kind::discontent);
    CHECK(kind("没解决") == Kind::unsolved);
    CHECK(kind("答非所问") == Kind::unsolved);
    CHECK(grade_of("满意") == "satisfied");
    CHECK(grade_of("基本满意") == "mostly_satisfied");
    CHECK(grade_of("非常不满意") == "dissatisfied");
    CHECK(grade_of("2") == "mostly_satisfied");
    CHECK(grade_of("3") == "dissatisfied");
}

TEST_CASE("what was written before is followed up, another matter is not", "[conversation]") {
    CHECK(kind("上次反映的路灯怎么还没人修") == Kind::follow_up);
    CHECK(kind("我的事办得怎么样了") == Kind::follow_up);
    CHECK(kind("还有一件事，小区门口的窨井盖松了") == Kind::other);
    CHECK(kind("楼道里堆满了杂物") == std::nullopt);
}

TEST_CASE("a picture named in words is a photo without a word", "[conversation]") {
    CHECK(kind("[图片]") == Kind::photo);
    CHECK(kind("[图片]看看这个路面") == std::nullopt);
}

TEST_CASE("who reports something is not asked what they meant", "[conversation]") {
    CHECK(asks_something("楼下饭店油烟怎么投诉"));
    CHECK(asks_something("路灯"));
    CHECK_FALSE(asks_something("楼下饭店油烟直接排到我家窗户,江川路"));
}

TEST_CASE("who speaks of ending their life is heard", "[conversation]") {
    CHECK(speaks_of_self_harm("我真的不想活了"));
    CHECK_FALSE(speaks_of_self_harm("楼上漏水活动室没法用"));
}
