// Comma-separated files, in and out.
#include "sheets/csv.hpp"

#include "catch.hpp"

using namespace huiying;
using sheets::Fault;
using sheets::Rows;

namespace {

Rows rows_of(std::string_view text) {
    const auto read = sheets::csv_rows(text);
    REQUIRE(std::holds_alternative<Rows>(read));
    return std::get<Rows>(read);
}

bool is_too_big(const std::string& text) {
    const auto read = sheets::csv_rows(text);
    return std::holds_alternative<Fault>(read) && std::get<Fault>(read) == Fault::too_big;
}

}  // namespace

TEST_CASE("a file of more rows or columns than anybody has is not kept in memory", "[sheets]") {
    std::string rows;
    for (std::size_t i = 0; i <= sheets::kMaxRows; ++i)
        rows += "a,\n";
    CHECK(is_too_big(rows));
    CHECK(is_too_big(std::string(sheets::kMaxColumns, ',')));
    CHECK_FALSE(is_too_big(std::string(sheets::kMaxColumns - 1, ',') + "\n"));
}

TEST_CASE("quoted fields keep commas, quotes and line ends, and lines are counted", "[sheets]") {
    const auto rows =
        rows_of("\xEF\xBB\xBFnumber,text\r\n1,\"a,b\"\r\n\r\n2,\"said \"\"so\"\"\nand\"\n3,\n");
    CHECK(
        rows ==
        Rows{
            {1, {"number", "text"}},
            {2, {"1", "a,b"}},
            {4, {"2", "said \"so\"\nand"}},
            {6, {"3", ""}}}
    );
}

TEST_CASE("what is written is read again as it was", "[sheets]") {
    const Rows rows{
        {1, {"编号", "内容"}}, {2, {"A,1", "他说\"不\"\n下一行"}}, {4, {"13800000000", ""}}};
    CHECK(rows_of(sheets::to_csv(rows)) == rows);
}

TEST_CASE("a cell that would be a formula is a text, a telephone number stays", "[sheets]") {
    const auto text =
        sheets::to_csv({{0, {"=cmd|' /C calc'!A0", "@SUM(A1)", "+86 13800000000", "-3"}}});
    CHECK(text == "\xEF\xBB\xBF\"'=cmd|' /C calc'!A0\",\"'@SUM(A1)\",+86 13800000000,-3\r\n");
}

TEST_CASE(
    "a guarded formula is read as what was written, also one behind apostrophes", "[sheets]"
) {
    const Rows rows{{1, {"=1+x", "'=1+x", "''@x", "'引号", "'+86 138"}}};
    CHECK(rows_of(sheets::to_csv(rows)) == rows);
}
