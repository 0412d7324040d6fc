#include "text/disguise.hpp"

#include "catch.hpp"

#include <string>

using huiying::text::plain_form;

TEST_CASE("what stands between the characters of a word goes", "[text]") {
    CHECK(plain_form("城 管 打 人") == "城管打人");
    CHECK(plain_form("城　管") == "城管");
    CHECK(plain_form("不.作.为") == "不作为");
    CHECK(plain_form("不，作，为") == "不作为");
    CHECK(plain_form("贪🐶污") == "贪污");
    CHECK(plain_form("“城管”*打*人") == "城管打人");
    CHECK(plain_form("村\n支\n书") == "村支书");
    CHECK(plain_form("態度惡劣") == "态度恶劣");
    CHECK(plain_form("城\u200B管") == "城管");
}

TEST_CASE("clauses, numbers and foreign words keep their form", "[text]") {
    CHECK(plain_form("路灯坏了，居委不管。明天再说") == "路灯坏了,居委不管。明天再说");
    CHECK(plain_form("哎，路灯坏了") == "哎,路灯坏了");
    CHECK(plain_form("唉……算了") == "唉…算了");
    CHECK(plain_form("3.5 元") == "3.5元");
    CHECK(plain_form("Open Day 活动") == "open day活动");
    CHECK(plain_form("").empty());
    CHECK(plain_form("，。！").size() == std::string(",。!").size());
}

TEST_CASE("bytes that are no text do no harm", "[text]") {
    CHECK_NOTHROW(plain_form("城\xff管\xe5"));
}
