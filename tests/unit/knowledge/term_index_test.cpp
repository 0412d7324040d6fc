#include "board/knowledge/term_index.hpp"

#include "catch.hpp"

#include <cmath>

using namespace huiying::knowledge;

TEST_CASE("BM25 scores are those of the formula", "[knowledge]") {
    TermIndex index;
    index.add("aa bb");
    index.add("aa cc dd ee");
    index.finish();
    const auto scored = index.score(index.query_of("bb"));
    REQUIRE(scored.size() == 1);
    CHECK(scored[0].document == 0);
    const double idf = std::log(1 + (2 - 1 + 0.5) / (1 + 0.5));
    const double saturated = 1 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 3.0));
    CHECK(scored[0].score == Approx(idf * saturated));
}

TEST_CASE("a long query is scored by cosine, 1 for the document itself", "[knowledge]") {
    TermIndex index;
    const std::string document = "aa bb cc dd ee ff gg hh ii jj kk ll mm nn oo";
    index.add(document);
    index.add("aa zz");
    index.finish();
    const auto query = index.query_of(document);
    REQUIRE(query.is_long);
    const auto scored = index.score(query);
    REQUIRE(scored.size() == 2);
    CHECK(scored[0].score == Approx(1.0).epsilon(1e-5));
    CHECK(scored[1].score < 0.5);
}

TEST_CASE("coverage is shared rarity over the whole", "[knowledge]") {
    TermIndex index;
    index.add("aa bb");
    index.add("cc dd");
    index.finish();
    const auto same = index.coverage(index.query_of("bb aa"), 0);
    CHECK(same.of_query == Approx(1.0));
    CHECK(same.of_document == Approx(1.0));
    const auto half = index.coverage(index.query_of("aa"), 0);
    CHECK(half.of_query == Approx(1.0));
    CHECK(half.of_document == Approx(0.5));
    const auto unknown = index.coverage(index.query_of("aa zz"), 0);
    CHECK(unknown.of_query < 0.5);  // an unknown word is rarer than any known one
    CHECK(index.coverage(index.query_of("zz"), 0).of_query == Approx(0.0));
    CHECK(index.coverage(index.query_of(""), 0).of_query == Approx(0.0));
}
