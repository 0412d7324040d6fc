// Whom a note means by "@".
#include "board/desk/mentions.hpp"

#include "catch.hpp"

using namespace huiying;

namespace {

model::Staff person(const char* login, const char* name) {
    model::Staff staff;
    staff.login = login;
    staff.name = name;
    return staff;
}

std::vector<std::string> mentioned(const char* text) {
    auto gone = person("gone", "已离职");
    gone.active = false;
    const std::vector<model::Staff> staff{
        person("lu", "陆一"),
        person("lu2", "张三"),
        person("zhang", "张三丰"),
        person("wang.x", "王五"),
        person("wang", "王五"),
        gone,
        person("nameless", "")};
    std::vector<std::string> logins;
    for (const auto& one : desk::mentioned_in(text, staff))
        logins.push_back(one.login);
    return logins;
}

using Logins = std::vector<std::string>;

}  // namespace

TEST_CASE("a note means colleagues by name or login after an @, each once", "[desk]") {
    CHECK(mentioned("@陆一 请看，@lu 也请看") == Logins{"lu"});
    CHECK(mentioned("请@陆一看一下") == Logins{"lu"});
    CHECK(mentioned("请陆一看一下，lu 知道").empty());
    CHECK(mentioned("@ @@lu") == Logins{"lu"});
    CHECK(mentioned("最后一个字符是@").empty());
}

TEST_CASE("the longest name is meant, and all who bear it", "[desk]") {
    CHECK(mentioned("@张三丰处理") == Logins{"zhang"});
    CHECK(mentioned("@张三处理") == Logins{"lu2"});
    CHECK(mentioned("@王五") == Logins{"wang.x", "wang"});
}

TEST_CASE("a login ends where its characters end", "[desk]") {
    CHECK(mentioned("@lu2 与 @lu") == Logins{"lu", "lu2"});
    CHECK(mentioned("@lu3").empty());
    CHECK(mentioned("问过 @lu.") == Logins{"lu"});
    CHECK(mentioned("@wang.x") == Logins{"wang.x"});
    CHECK(mentioned("邮箱 a@lu.example").empty());
}

TEST_CASE("who has left is not meant, nor who has no name", "[desk]") {
    CHECK(mentioned("@gone @已离职").empty());
}
