#include "board/web/page_text.hpp"

#include "catch.hpp"

using namespace huiying;
using web::excerpt;

namespace {

model::Instant at(std::string_view time) {
    return *model::parse_rfc3339(time);
}

/// The blocks of a prose as "p:text" and "l:a|b".
std::vector<std::string> blocks_of(std::string_view text) {
    using templates::Value;
    std::vector<std::string> blocks;
    const auto prose = web::prose(text);
    const auto& fields = std::get<Value::Object>(prose.held());
    for (const auto& block : std::get<Value::List>(fields.at("blocks").held())) {
        const auto& parts = std::get<Value::Object>(block.held());
        if (!std::get<bool>(parts.at("has_list").held())) {
            blocks.push_back("p:" + std::get<std::string>(parts.at("plain").held()));
            continue;
        }
        std::string lines;
        for (const auto& line : std::get<Value::List>(parts.at("list").held()))
            lines +=
                "|" + std::get<std::string>(std::get<Value::Object>(line.held()).at("line").held());
        blocks.push_back("l:" + lines.substr(1));
    }
    return blocks;
}

}  // namespace

TEST_CASE("bytes that are no character become one replacement character each", "[web]") {
    CHECK(web::readable("灯𠮷é!") == "灯𠮷é!");
    CHECK(web::readable("a\xFF\xC0 b") == "a\xEF\xBF\xBD\xEF\xBF\xBD b");
    CHECK(
        web::readable(std::string_view("a\0b", 3)) ==
        "a\xEF\xBF\xBD"
        "b"
    );
    CHECK(web::readable("\xE7\x81") == "\xEF\xBF\xBD\xEF\xBF\xBD");                  // cut in two
    CHECK(web::readable("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // surrogate
    CHECK(web::readable("\xF4\x90\x80\x80").size() == 12);  // above U+10FFFF
    CHECK(web::readable("\xE0\x80\xAF").size() == 9);       // overlong
    CHECK(web::readable("\xF0\xA0\xAE\xB7\xF0\xA0") == "\xF0\xA0\xAE\xB7\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("only the line ends of a text area are changed", "[web]") {
    CHECK(web::unix_lines("一\r\n二\n三\r四\r") == "一\n二\n三\r四\r");
}

TEST_CASE("white space of any kind is blank", "[web]") {
    CHECK(web::is_blank(""));
    CHECK(web::is_blank(" \t\r\n\xE3\x80\x80\xC2\xA0"));
    CHECK_FALSE(web::is_blank("　。"));
}

TEST_CASE("an excerpt cuts between characters and joins lines", "[web]") {
    CHECK(excerpt("一二三", 3) == "一二三");
    CHECK(excerpt("一二三四", 3) == "一二三…");
    CHECK(excerpt("𠮷𠮷𠮷", 2) == "𠮷𠮷…");
    CHECK(excerpt("  一\n\n二  ", 9) == "一 二");
    CHECK(excerpt("", 9).empty());
    CHECK(excerpt("一", 0) == "…");
}

TEST_CASE("what is not unreserved is percent-encoded byte by byte", "[web]") {
    CHECK(web::percent_encode("az09-._~") == "az09-._~");
    CHECK(web::percent_encode("路/?&=# \"") == "%E8%B7%AF%2F%3F%26%3D%23%20%22");
}

TEST_CASE("lines become paragraphs, counted lines one list", "[web]") {
    CHECK(
        blocks_of("您好。\r\n\n一、身份证；\n二、照片。\n再见。") ==
        std::vector<std::string>{"p:您好。", "l:一、身份证；|二、照片。", "p:再见。"}
    );
    CHECK(
        blocks_of("1. 甲\n2．乙\n（三）丙\n十二、丁") ==
        std::vector<std::string>{"l:1. 甲|2．乙|（三）丙|十二、丁"}
    );
    CHECK(blocks_of("").empty());
}

TEST_CASE("a line that begins with a number is not yet a list", "[web]") {
    CHECK(blocks_of("1.5公里外") == std::vector<std::string>{"p:1.5公里外"});
    CHECK(blocks_of("2026年起") == std::vector<std::string>{"p:2026年起"});
    CHECK(blocks_of("一次性办理") == std::vector<std::string>{"p:一次性办理"});
    CHECK(blocks_of("（待定）甲") == std::vector<std::string>{"p:（待定）甲"});
    CHECK(blocks_of("110") == std::vector<std::string>{"p:110"});
}

TEST_CASE("a due time at the end of the day is said as 24:00", "[web]") {
    const auto now = at("2026-11-23T09:30:00+08:00");
    CHECK(web::due_words(at("2026-11-23T23:59:59+08:00"), now) == "今天，11月23日（周一）24:00前");
    CHECK(web::due_words(at("2026-11-30T23:59:59+08:00"), now) == "11月30日（周一）24:00前");
    CHECK(web::due_words(at("2026-11-30T17:00:00+08:00"), now) == "11月30日（周一）17:00前");
    CHECK(web::due_words(at("2027-01-04T23:59:59+08:00"), now) == "2027年1月4日（周一）24:00前");
    CHECK(web::day_words(now, now) == "11月23日（周一）");
}

TEST_CASE("a final due time that the calendar does not know is said honestly", "[web]") {
    const auto now = at("2026-12-30T09:30:00+08:00");
    model::DueTimes due;
    due.provisional = true;
    CHECK(
        web::final_due_words(due, 5, now) ==
        "自收到次日起5个工作日内（国务院公布放假安排后确定具体日期）"
    );
    due.final_due = at("2027-01-07T23:59:59+08:00");
    CHECK(
        web::final_due_words(due, 5, now) ==
        "2027年1月7日（周四）24:00前（暂定，国务院公布放假安排后可能调整）"
    );
}
