#include "board/knowledge/likeness.hpp"

#include "catch.hpp"

#include <random>

using namespace huiying::knowledge;

namespace {

std::vector<std::uint32_t> read(std::string_view text) {
    return symbols_of(text, 1'000);
}

/// The textbook's table.
std::size_t slow_subsequence(
    const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right
) {
    std::vector<std::vector<std::size_t>> best(
        left.size() + 1, std::vector<std::size_t>(right.size() + 1, 0)
    );
    for (std::size_t i = 1; i <= left.size(); ++i)
        for (std::size_t j = 1; j <= right.size(); ++j)
            best[i][j] = left[i - 1] == right[j - 1] ? best[i - 1][j - 1] + 1
                                                     : std::max(best[i - 1][j], best[i][j - 1]);
    return best[left.size()][right.size()];
}

}  // namespace

TEST_CASE("symbols are letters, digits and Han, no punctuation", "[knowledge]") {
    CHECK(read("路灯，坏a1了！").size() == 6);
    CHECK(read("路灯")[0] == 0x8DEF);
    CHECK(read("𠮷").size() == 1);
    CHECK(symbols_of("路灯坏了", 3).size() == 3);
    CHECK(symbols_of("abcdef", 3).size() == 3);
    CHECK(read("😀 ！").empty());
}

TEST_CASE("common subsequence", "[knowledge]") {
    const Likeness lamp(read("村里的路灯坏了"));
    CHECK(lamp.size() == 7);
    CHECK(lamp.subsequence(read("路灯全坏了")) == 4);
    CHECK(lamp.subsequence(read("")) == 0);
    CHECK(Likeness(read("")).subsequence(read("路")) == 0);
}

TEST_CASE("the bit-parallel subsequence is the textbook's, over words of 64", "[knowledge]") {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::uint32_t> left(random() % 300);
        std::vector<std::uint32_t> right(random() % 300);
        for (auto* text : {&left, &right})
            for (auto& symbol : *text)
                symbol = static_cast<std::uint32_t>(0x4E00 + random() % 12);
        CAPTURE(round, left.size(), right.size());
        REQUIRE(Likeness(left).subsequence(right) == slow_subsequence(left, right));
    }
}
