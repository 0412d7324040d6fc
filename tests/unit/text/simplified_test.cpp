#include "text/simplified.hpp"

#include "catch.hpp"

#include <string>

using huiying::text::simplified;

TEST_CASE("traditional symbols become simplified ones", "[text]") {
    CHECK(simplified("臺灣居民怎麼辦居住證") == "台湾居民怎么办居住证");
    CHECK(simplified("路灯坏了") == "路灯坏了");
}

TEST_CASE("all else stays as it is", "[text]") {
    CHECK(simplified("").empty());
    CHECK(simplified("abc 123，😀𠮷") == "abc 123，😀𠮷");
    const std::string broken = "證\xff\xe8";
    CHECK(simplified(broken) == "证\xff\xe8");
}
