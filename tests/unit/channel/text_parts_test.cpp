#include "bot/channel/text_parts.hpp"

#include "catch.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <random>

namespace huiying::channel {
namespace {

std::string joined(const std::vector<std::string_view>& parts) {
    std::string whole;
    for (const auto part : parts)
        whole += part;
    return whole;
}

}  // namespace

TEST_CASE("parts are whole characters, within the bound, and together the text", "[channel]") {
    const std::vector<std::string> pieces{"a", "é", "字", "🚧", "。", "\n", "！", " "};
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::string text;
        for (std::size_t i = random() % 400; i > 0; --i)
            text += pieces[random() % pieces.size()];
        const std::size_t max_bytes = 4 + random() % 60;
        const auto parts = split_text(text, max_bytes);
        CHECK(joined(parts) == text);
        for (const auto part : parts) {
            CHECK(part.size() <= max_bytes);
            CHECK_FALSE(part.empty());
            CHECK(text::is_valid_text(part));
        }
    }
}

TEST_CASE("a text is cut after a sentence where there is one", "[channel]") {
    const auto parts = split_text("第一句话。第二句话还没有说完", 27);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0] == "第一句话。");
}

TEST_CASE("bytes that are no text are still cut", "[channel]") {
    const std::string bytes(100, '\x80');
    CHECK(joined(split_text(bytes, 16)) == bytes);
}

TEST_CASE("an empty text has no parts, one that fits has one", "[channel]") {
    CHECK(split_text("", 10).empty());
    CHECK(split_text(std::string(10, 'a'), 10).size() == 1);
    CHECK(split_text(std::string(11, 'a'), 10).size() == 2);
}

TEST_CASE("too many parts are cut down and closed", "[channel]") {
    const std::string text(100, 'a');
    const auto all = capped_parts(text, {20, 5}, "（完）");
    CHECK(all.size() == 5);
    CHECK(all.back().find("（完）") == std::string::npos);
    const auto capped = capped_parts(text + "a", {20, 5}, "（完）");
    REQUIRE(capped.size() == 5);
    CHECK(capped.back() == std::string(11, 'a') + "（完）");
    CHECK(capped == capped_parts(text + "a", {20, 5}, "（完）"));
}

TEST_CASE("characters that XML cannot hold are dropped", "[channel]") {
    CHECK(printable(std::string("a\0b\x0B\x1B\x1F", 6)) == "ab");
    CHECK(printable("行\n\t尾\r\n🚧") == "行\n\t尾\r\n🚧");
    CHECK(printable("x\xEF\xBF\xBE\xEF\xBF\xBFy\xEF\xBF\xBD") == "xy\xEF\xBF\xBD");
}

TEST_CASE("anchors lose their bracket, other text keeps it", "[channel]") {
    CHECK(without_links("<a href=x>y</a>") == "＜a href=x>y＜/a>");
    CHECK(without_links("<A\nhref=x>") == "＜A\nhref=x>");
    CHECK(without_links("<a") == "＜a");
    CHECK(without_links("a < b, <abc>, <x/>") == "a < b, <abc>, <x/>");
}

}  // namespace huiying::channel
