#include "text/encoding.hpp"

#include "catch.hpp"

#include <string>

using namespace huiying::text;
using namespace std::string_literals;

TEST_CASE("text is valid UTF-8 without NUL, nothing else", "[text]") {
    const auto [bytes, valid] = GENERATE(table<std::string, bool>({
        {"", true},
        {"路灯坏了", true},
        {"😀👨‍👩‍👧", true},
        {"𠮷野家 㐂 𪚥", true},
        {"\xF4\x8F\xBF\xBF", true},   // U+10FFFF
        {"\xF4\x90\x80\x80", false},  // beyond
        {"a\0b"s, false},
        {"\0"s, false},
        {"\xC0\x80", false},      // overlong NUL
        {"\xE0\x80\xAF", false},  // overlong
        {"\xED\xA0\x80", false},  // surrogate
        {"\xE8\xB7", false},      // cut
        {"\xFF", false},
        {"\x80", false},
        {"\xC2\xB7\xB7", false},                   // stray continuation
        {std::string("\xB7\xB5\xC1\xCB"), false},  // GBK
    }));
    CAPTURE(bytes);
    CHECK(is_valid_text(bytes) == valid);
}

TEST_CASE("length counts code points, not bytes", "[text]") {
    CHECK(code_point_count("") == 0);
    CHECK(code_point_count("abc") == 3);
    CHECK(code_point_count("路灯") == 2);
    CHECK(code_point_count("𠮷😀") == 2);
    CHECK(
        code_point_count("a\xFF"
                         "b") == 3
    );
}

TEST_CASE("a cut never splits a symbol", "[text]") {
    CHECK(huiying::text::truncate("路灯坏了", 2) == "路灯");
    CHECK(huiying::text::truncate("路灯", 2) == "路灯");
    CHECK(huiying::text::truncate("路灯", 9) == "路灯");
    CHECK(huiying::text::truncate("路灯", 0).empty());
    CHECK(huiying::text::truncate("a😀b", 2) == "a😀");
    CHECK(huiying::text::truncate("ae\u0301b", 2) == "a");  // e with its accent stays whole
    CHECK(huiying::text::truncate("ae\u0301b", 3) == "ae\u0301");
    CHECK(huiying::text::truncate("好👍🏽！", 2) == "好");            // skin tone
    CHECK(huiying::text::truncate("家👨‍👩‍👧！", 3) == "家");  // joined family
    CHECK(
        huiying::text::truncate("👨‍👩‍👧！", 2) == "👨‍"
    );  // longer than the limit: cut all the same
    CHECK(truncate_bytes("路灯", 5) == "路");
    CHECK(truncate_bytes("路灯", 6) == "路灯");
    CHECK(truncate_bytes("a😀", 4) == "a");
    CHECK(truncate_bytes("路", 2).empty());
}

TEST_CASE("a shortened text says that it was cut", "[text]") {
    CHECK(shorten("路灯坏了三天", 4) == "路灯坏…");
    CHECK(shorten("路灯坏了", 4) == "路灯坏了");
    CHECK(shorten("路灯", 0).empty());
}

TEST_CASE("full-width, upper-case and compatibility forms become one form", "[text]") {
    const auto [raw, expected] = GENERATE(table<std::string, std::string>({
        {"１２３４５", "12345"},
        {"ＷｅＣｈａｔ", "wechat"},
        {"Ｇ６０高速", "g60高速"},
        {"①ﾃﾞ", "1デ"},
        {"㎡", "m2"},
        {"路\u200B灯", "路灯"},  // invisible separators go
        {"ÀB", "àb"},
        {"，", ","},
        {"。", "。"},
        {"A\xFF", "a\xFF"},
    }));
    CAPTURE(raw);
    CHECK(normalise(raw) == expected);
}

TEST_CASE("white space at the ends goes, ideographic too", "[text]") {
    CHECK(trim("\u3000 路 灯\r\n\uFEFF") == "路 灯");
    CHECK(trim(" \t\u3000").empty());
    CHECK(trim("").empty());
    CHECK(trim("x") == "x");
}
