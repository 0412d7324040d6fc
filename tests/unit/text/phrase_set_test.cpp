#include "text/phrase_set.hpp"

#include "catch.hpp"
#include "text/encoding.hpp"

#include <random>
#include <string>

using huiying::text::PhraseSet;
using Match = PhraseSet::Match;

TEST_CASE("overlapping and nested phrases are all found", "[text]") {
    const PhraseSet set({"路灯", "路灯不亮", "灯不", "亮", "", "路灯"});
    const auto found = set.find("路灯不亮");
    CHECK(found == std::vector<Match>{{0, 0}, {5, 0}, {2, 3}, {1, 0}, {3, 9}});
    CHECK(set.find("").empty());
    CHECK(set.find("道路").empty());
}

TEST_CASE("phrases are normalised like the text", "[text]") {
    const PhraseSet set({"ＷＩＦＩ", "Ｇ６０"});
    CHECK(set.find("g60的wifi") == std::vector<Match>{{1, 0}, {0, 6}});
}

TEST_CASE("an empty set finds nothing", "[text]") {
    CHECK(PhraseSet({}).find("路灯").empty());
    CHECK(PhraseSet({""}).find("路灯").empty());
}

TEST_CASE("the automaton finds what a plain search finds", "[text]") {
    std::mt19937 random(7);
    std::uniform_int_distribution<int> symbol(0, 3);
    const std::vector<std::string> alphabet{"路", "灯", "a", "b"};
    const auto word = [&](int length) {
        std::string text;
        for (int i = 0; i < length; ++i)
            text += alphabet[static_cast<std::size_t>(symbol(random))];
        return text;
    };
    for (int round = 0; round < 200; ++round) {
        std::vector<std::string> phrases;
        for (int i = 0; i < 8; ++i)
            phrases.push_back(word(1 + symbol(random)));
        const auto text = word(40);
        std::size_t expected = 0;
        for (const auto& phrase : phrases) {
            for (auto at = text.find(phrase); at != std::string::npos;
                 at = text.find(phrase, at + 1))
                ++expected;
        }
        const auto found = PhraseSet(phrases).find(text);
        REQUIRE(found.size() == expected);
        for (const auto& match : found)
            REQUIRE(
                text.compare(match.begin, phrases[match.phrase].size(), phrases[match.phrase]) == 0
            );
    }
}
