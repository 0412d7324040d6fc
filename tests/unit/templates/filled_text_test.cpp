#include "templates/filled_text.hpp"

#include "catch.hpp"

using namespace huiying;
using templates::fill_text;

TEST_CASE("a wording is filled in with values as they are", "[templates]") {
    const auto filled =
        fill_text("{{称呼}}：{{编号}}\n<b>", {{"称呼", "王<女士>&"}, {"编号", "A"}});
    CHECK(filled.text == "王<女士>&：A\n<b>");
    CHECK(filled.open.empty());
}

TEST_CASE("what has no value, or an empty one, stands open and is told once", "[templates]") {
    const auto filled = fill_text("{{日期}}前，{{日期}}后，{{地点}}", {{"地点", ""}});
    CHECK(filled.text == "【待填：日期】前，【待填：日期】后，【待填：地点】");
    CHECK(filled.open == std::vector<std::string>{"日期", "地点"});
}

TEST_CASE("a value is never read as a wording", "[templates]") {
    CHECK(fill_text("{{标题}}", {{"标题", "{{编号}}"}, {"编号", "A"}}).text == "{{编号}}");
}

TEST_CASE("a wording that cannot be read is refused", "[templates]") {
    const auto* wording = GENERATE("您好{{称呼", "{{#称呼}}没有结尾", "{{/称呼}}");
    CHECK_THROWS_AS(fill_text(wording, {}), templates::TemplateError);
}
