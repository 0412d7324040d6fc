// Vectors put what the words find in another order, and make no answer surer than its words do.
#include "board/knowledge/meanings.hpp"

#include "board/knowledge/faq_index.hpp"
#include "catch.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace huiying;
using knowledge::FaqIndex;
using knowledge::Meanings;
using knowledge::Sense;
using knowledge::Vector;
using knowledge::Verdict;

namespace {

const auto kNow = model::parse_rfc3339("2026-11-23T10:00:00+08:00").value();

model::FaqEntry entry(const std::string& id, const std::string& question) {
    model::FaqEntry made;
    made.id = id;
    made.question = question;
    made.answer = "请到窗口办理。";
    made.valid_from = "2026-01-01";
    made.review = model::FaqReview::reviewed;
    made.auto_answer = true;
    return made;
}

const std::vector<model::FaqEntry> kEntries{
    entry("lost", "社保卡丢了怎么补办？"),
    entry("first", "社保卡第一次怎么申领？"),
    entry("lamp", "路灯不亮了找谁报修？"),
};

Meanings::Row row(const std::string& id, Vector vector) {
    return {id, std::make_shared<const Vector>(std::move(vector))};
}

/// The question means that entry and no other.
Sense sense_of(const std::string& meant) {
    std::vector<Meanings::Row> rows;
    for (const auto& one : kEntries)
        rows.push_back(row(one.id, one.id == meant ? Vector{1, 0} : Vector{0, 1}));
    return {{1, 0}, std::make_shared<const Meanings>(std::move(rows))};
}

std::vector<std::size_t> order_of(const std::vector<std::string_view>& ids, const Sense& sense) {
    return knowledge::order_by_sense(ids, sense);
}

}  // namespace

TEST_CASE("of an entry's texts the nearest counts, and only of the same length", "[knowledge]") {
    const Meanings meanings({row("a", {1, 0}), row("a", {0.6F, 0.8F}), row("b", {1, 0, 0})});
    CHECK(meanings.dimensions() == 2);
    CHECK(meanings.likeness("a", {0, 1}).value() == Approx(0.8));
    CHECK_FALSE(meanings.likeness("b", {0, 1}));
    CHECK_FALSE(meanings.likeness("a", {0, 1, 0}));
    CHECK_FALSE(meanings.likeness("nobody", {0, 1}));
}

TEST_CASE("what is nearer in meaning goes up, by ranks", "[knowledge]") {
    const auto meanings = std::make_shared<const Meanings>(std::vector<Meanings::Row>{
        row("a", {0, 1}), row("b", {1, 0}), row("c", {0.6F, 0.8F})});
    CHECK(order_of({"a", "b", "c"}, {{1, 0}, meanings}) == std::vector<std::size_t>{1, 0, 2});
    // Without a vector of its own, or of the question, the order of the words stays.
    CHECK(order_of({"x", "y"}, {{1, 0}, meanings}) == std::vector<std::size_t>{0, 1});
    CHECK(order_of({"a", "b"}, {{1, 0, 0}, meanings}) == std::vector<std::size_t>{0, 1});
    CHECK(order_of({"a", "b"}, {{1, 0}, nullptr}) == std::vector<std::size_t>{0, 1});
    CHECK(order_of({}, {{1, 0}, meanings}).empty());
}

TEST_CASE("the order of what is found follows the sense, each confidence stays", "[knowledge]") {
    const FaqIndex index(kEntries);
    const std::string query = "社保卡怎么办理";
    const auto by_words = index.search_valid(query, 5, kNow);
    REQUIRE(by_words.size() >= 2);
    const auto second = by_words[1].entry;
    const auto sense = sense_of(second);
    const auto by_sense = index.search_valid(query, 5, kNow, &sense);
    CHECK(by_sense.front().entry == second);
    CHECK(by_sense.size() == by_words.size());
    for (const auto& hit : by_sense) {
        const auto same = std::find_if(by_words.begin(), by_words.end(), [&](const auto& other) {
            return other.entry == hit.entry;
        });
        REQUIRE(same != by_words.end());
        CHECK(hit.confidence == same->confidence);
    }
}

TEST_CASE("an entry without a vector keeps the place that its words give it", "[knowledge]") {
    const auto meanings = std::make_shared<const Meanings>(std::vector<Meanings::Row>{
        row("b", {0, 1}), row("c", {0, 1}), row("d", {0.6F, 0.8F})});
    CHECK(order_of({"new", "b", "c", "d"}, {{1, 0}, meanings}).front() == 0);
}

TEST_CASE("no sense makes an answer sure that its words do not", "[knowledge]") {
    const FaqIndex index(kEntries);
    const std::string query = "社保卡怎么办理";
    REQUIRE(index.judge(query, {}, kNow).verdict != Verdict::sure);
    for (const auto& one : kEntries) {
        const auto sense = sense_of(one.id);
        CHECK(index.judge(query, {}, kNow, &sense).verdict != Verdict::sure);
    }
}

TEST_CASE(
    "a sure answer stays one where the sense agrees, and is none where it does not", "[knowledge]"
) {
    const FaqIndex index(kEntries);
    const std::string query = "社保卡丢了，要怎么补办呢";
    const knowledge::AnswerPolicy policy{.min_confidence = 0.5};
    const auto by_words = index.sure_answer(query, policy, kNow);
    REQUIRE(by_words);
    REQUIRE(by_words->entry == "lost");
    const auto same = sense_of("lost");
    CHECK(index.sure_answer(query, policy, kNow, &same)->entry == "lost");
    const auto other = sense_of("first");
    REQUIRE(index.search(query, 1, &other).front().entry == "first");
    // However likely: it is not first by its words.
    CHECK(index.judge(query, {.min_confidence = 0}, kNow, &other).verdict != Verdict::sure);
}

TEST_CASE("an entry's very words mean that entry, whatever a vector says", "[knowledge]") {
    const FaqIndex index(kEntries);
    const auto sense = sense_of("lamp");
    const auto hit = index.sure_answer("社保卡丢了怎么补办？", {}, kNow, &sense);
    REQUIRE(hit);
    CHECK(hit->entry == "lost");
}

TEST_CASE("what is offered comes in the order of the sense", "[knowledge]") {
    const FaqIndex index(kEntries);
    const std::string query = "社保卡怎么办理";
    const knowledge::AnswerPolicy policy{.min_offer = 0.001, .min_beside = 0.0001};
    const auto by_words = index.judge(query, policy, kNow);
    REQUIRE(by_words.verdict == Verdict::choose);
    REQUIRE(by_words.entries.size() >= 2);
    const auto meant = by_words.entries[1].entry;
    const auto sense = sense_of(meant);
    CHECK(index.judge(query, policy, kNow, &sense).entries.front().entry == meant);
}
