#include "board/knowledge/segment.hpp"

#include "board/knowledge/term_counts.hpp"
#include "catch.hpp"

#include <cmath>

using namespace huiying::knowledge;

namespace {

std::vector<float> scores_of(const Segment& segment, const char* word, const Factors& factors) {
    std::vector<float> scores(segment.size(), 0.0F);
    segment.add_scores(term_keys(word).front(), 2.0F, factors, scores);
    return scores;
}

}  // namespace

TEST_CASE("words are symbols, pairs and runs, each with a key of its own", "[knowledge]") {
    CHECK(term_keys("路灯").size() == 3);
    CHECK(is_symbol(term_keys("路灯").front()));
    CHECK_FALSE(is_symbol(term_keys("路灯")[1]));
    CHECK(term_keys("路灯")[1] != term_keys("灯路")[1]);
    CHECK(term_keys("g60")[0] != term_keys("g06")[0]);
    CHECK(term_keys("g60 g60").size() == 2);
    CHECK(counted(term_keys("g60 g60")).size() == 1);
    CHECK(counted(term_keys("g60 g60")).front().count == 2);
    CHECK(term_keys("？！").empty());
}

TEST_CASE("a segment's BM25 is that of the formula", "[knowledge]") {
    const std::vector<DocumentWords> documents{
        words_of(term_keys("aaa bbb")), words_of(term_keys("aaa ccc ddd eee"))};
    const Segment segment(documents);
    const auto scores = scores_of(segment, "bbb", Factors::bm25(3));
    CHECK(scores[0] == Approx(2 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 3.0))).epsilon(1e-3));
    CHECK(scores[1] == 0.0F);
    CHECK(scores_of(segment, "zzz", Factors::bm25(3)) == std::vector<float>{0, 0});
}

TEST_CASE("lengths between two steps cost less than four per cent", "[knowledge]") {
    const auto factors = Factors::bm25(50);
    for (std::size_t length = 2; length < 3'000; length += 7) {
        const double exact = 2.2 / (1 + 1.2 * (0.25 + 0.75 * static_cast<double>(length) / 50));
        CAPTURE(length);
        CHECK(factors.at(Factors::code(1, length)) == Approx(exact).epsilon(0.04));
    }
}

TEST_CASE("the sublinear factor is one and the logarithm of the count", "[knowledge]") {
    const auto factors = Factors::sublinear();
    CHECK(factors.at(Factors::code(1, 9)) == Approx(1.0));
    CHECK(factors.at(Factors::code(3, 700)) == Approx(1 + std::log(3)));
    CHECK(factors.at(Factors::code(1'000, 5)) == Approx(1 + std::log(32)));
}

TEST_CASE("counts made from others leave those as they were", "[knowledge]") {
    const auto lamp = words_of(term_keys("路灯"));
    auto first = std::make_shared<TermCounts>();
    first->add(lamp.terms, lamp.length);
    first->add(words_of(term_keys("桥")).terms, 1);
    TermCounts second(first);
    second.remove(lamp.terms, lamp.length);
    second.add(words_of(term_keys("树")).terms, 1);
    const auto key = term_keys("路").front();
    CHECK(first->idf(key) == Approx(std::log(1 + 1.5 / 1.5)));
    CHECK(second.idf(key) == Approx(std::log(1 + 2.5 / 0.5)));
    CHECK(second.documents() == 2);
    CHECK(second.mean_length() == Approx(1.0));
    const TermCounts third(std::make_shared<TermCounts>(second));
    CHECK(third.idf(term_keys("树").front()) == second.idf(term_keys("树").front()));
}
