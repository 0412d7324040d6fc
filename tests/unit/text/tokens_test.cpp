#include "text/tokens.hpp"

#include "catch.hpp"

#include <string>
#include <vector>

using namespace huiying::text;
using Words = std::vector<std::string>;

TEST_CASE("Han text becomes unigrams and bigrams, other runs stay whole", "[text]") {
    CHECK(tokens("路灯坏") == Words{"路", "路灯", "灯", "灯坏", "坏"});
    CHECK(tokens("拨打12345热线") == Words{"拨", "拨打", "打", "12345", "热", "热线", "线"});
    CHECK(tokens("Ｇ６０") == Words{"g60"});
    CHECK(tokens("灯") == Words{"灯"});
    CHECK(tokens("路，灯") == Words{"路", "灯"});
    CHECK(tokens("wi-fi 5G") == Words{"wi", "fi", "5g"});
    CHECK(tokens("𠮷野") == Words{"𠮷", "𠮷野", "野"});
    CHECK(tokens("二〇二六") == Words{"二", "二〇", "〇", "〇二", "二", "二六", "六"});
    CHECK(tokens("😀！？ \n").empty());
    CHECK(tokens("").empty());
    CHECK(tokens("a\xFF路") == Words{"a", "路"});
}

TEST_CASE("tokens of normalised text are views into it", "[text]") {
    const std::string text = "路灯12";
    const auto found = tokens_of_normalised(text);
    REQUIRE(found.size() == 4);
    CHECK(found[3] == "12");
    CHECK(found[3].data() == text.data() + 6);
}

TEST_CASE("search tokens are bigrams, so that words of two symbols are found", "[text]") {
    CHECK(search_tokens("路灯坏了 G60") == "路灯 灯坏 坏了 g60");
    CHECK(search_tokens("灯") == "灯");
    CHECK(search_tokens("灯，路灯，坏") == "灯 路灯 坏");
    CHECK(search_tokens("！") == "");
    CHECK(search_tokens("医保") == "医保");
    CHECK(index_tokens("路灯坏了 G60，灯") == "路灯 灯坏 坏了 了 g60 灯");
}
