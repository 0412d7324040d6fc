#include "text/warning_words.hpp"

#include "catch.hpp"

using namespace huiying::text;

TEST_CASE("the packed lists are read, every class with words", "[text]") {
    const auto& words = warning_words();
    CHECK(words.size() > 1000);
    for (int one = 0; one <= static_cast<int>(PhraseClass::denial); ++one) {
        CAPTURE(one);
        bool found = false;
        for (const auto& word : words)
            found = found || word.phrase_class == static_cast<PhraseClass>(one);
        CHECK(found);
    }
}

TEST_CASE("a list is words by class, with pairs and reasons", "[text]") {
    const auto words = parse_warning_words("[grave]  # why\n骂人 收~钱\n# a line\n[praise] 感谢\n");
    REQUIRE(words.size() == 3);
    CHECK(words[0].word == "骂人");
    CHECK(words[1].word == "收");
    CHECK(words[1].tail == "钱");
    CHECK(words[2].phrase_class == PhraseClass::praise);
}

TEST_CASE("a fault in a list is told with its line", "[text]") {
    using Catch::Matchers::Contains;
    CHECK_THROWS_WITH(parse_warning_words("骂人"), Contains("line 1"));
    CHECK_THROWS_WITH(parse_warning_words("[grave]\n[no_such]\n"), Contains("line 2"));
    CHECK_THROWS_WITH(parse_warning_words("[grave]\n收~\n"), Contains("half a pair"));
}
