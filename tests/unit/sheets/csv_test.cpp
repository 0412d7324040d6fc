// Comma-separated files, in and out.
#include "sheets/csv.hpp"

#include "catch.hpp"

using namespace huiying;
using sheets::Rows;

TEST_CASE("quoted fields keep commas, quotes and line ends, and lines are counted", "[sheets]") {
    const auto rows = sheets::csv_rows(
        "\xEF\xBB\xBFnumber,text\r\n1,\"a,b\"\r\n\r\n2,\"said \"\"so\"\"\nand\"\n3,\n"
    );
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
    CHECK(sheets::csv_rows(sheets::to_csv(rows)) == rows);
}

TEST_CASE("a cell that would be a formula is a text, a telephone number stays", "[sheets]") {
    const auto text =
        sheets::to_csv({{0, {"=cmd|' /C calc'!A0", "@SUM(A1)", "+86 13800000000", "-3"}}});
    CHECK(text == "\xEF\xBB\xBF\"'=cmd|' /C calc'!A0\",\"'@SUM(A1)\",+86 13800000000,-3\r\n");
}
