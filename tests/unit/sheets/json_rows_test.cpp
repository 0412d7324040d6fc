// Tables as JSON, in and out.
#include "sheets/json_rows.hpp"

#include "catch.hpp"

using namespace huiying;
using sheets::Fault;
using sheets::Rows;

TEST_CASE("objects become rows under the names of all of them", "[sheets]") {
    const auto read =
        sheets::json_rows(R"([{"number":"A1","due":null,"n":12},{"text":"好","number":"A2"}])");
    REQUIRE(std::holds_alternative<Rows>(read));
    CHECK(
        std::get<Rows>(read) ==
        Rows{
            {0, {"due", "n", "number", "text"}},
            {1, {"", "12", "A1"}, {true, false, false}},
            {2, {"", "", "A2", "好"}, {true, true, false, false}}}
    );
    CHECK(std::holds_alternative<Rows>(sheets::json_rows(R"({"items":[]})")));
}

TEST_CASE("a key that an object lacks is no empty cell", "[sheets]") {
    const auto read = sheets::json_rows(R"([{"a":"","b":null,"d":""},{"c":"x"},{"a":"y"}])");
    REQUIRE(std::holds_alternative<Rows>(read));
    const auto& rows = std::get<Rows>(read);
    REQUIRE(rows.front().cells == std::vector<std::string>{"a", "b", "d", "c"});
    const std::vector<std::vector<bool>> has{
        {true, false, true, false}, {false, false, false, true}, {true, false, false, false}};
    for (std::size_t line = 0; line < has.size(); ++line)
        for (std::size_t column = 0; column < has[line].size(); ++column) {
            INFO(line << ", " << column);
            CHECK(rows[line + 1].has(column) == has[line][column]);
        }
}

TEST_CASE("a list of texts is a cell of a line each", "[sheets]") {
    const auto read = sheets::json_rows(R"([{"a":["x","y|z"]},{"a":[]}])");
    REQUIRE(std::holds_alternative<Rows>(read));
    CHECK(std::get<Rows>(read) == Rows{{0, {"a"}}, {1, {"x\ny|z\n"}}, {2, {""}}});
}

TEST_CASE("what is no list of plain objects is not read", "[sheets]") {
    for (const auto* text :
         {"", "{", "12", R"([1])", R"([{"a":{"b":1}}])", R"([{"a":[1]}])", R"({"a":1})"}) {
        INFO(text);
        const auto read = sheets::json_rows(text);
        REQUIRE(std::holds_alternative<Fault>(read));
        CHECK(std::get<Fault>(read) == Fault::not_readable);
    }
    std::string many = "[";
    for (std::size_t i = 0; i <= sheets::kMaxRows; ++i)
        many += i == 0 ? "{}" : ",{}";
    const auto read = sheets::json_rows(many + "]");
    REQUIRE(std::holds_alternative<Fault>(read));
    CHECK(std::get<Fault>(read) == Fault::too_big);
}

TEST_CASE("rows become objects by the first row's names", "[sheets]") {
    const auto text = sheets::to_json({{0, {"编号", "状态"}}, {0, {"A1", "已回复"}}, {0, {"A2"}}});
    const auto read = sheets::json_rows(text);
    REQUIRE(std::holds_alternative<Rows>(read));
    CHECK(
        std::get<Rows>(read) ==
        Rows{{0, {"状态", "编号"}}, {1, {"已回复", "A1"}}, {2, {"", "A2"}, {true, false}}}
    );
}
