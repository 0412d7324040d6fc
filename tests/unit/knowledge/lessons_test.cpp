// What a town's own questions teach, and how little a few of them do.
#include "board/knowledge/lessons.hpp"

#include "board/knowledge/climbing.hpp"
#include "board/knowledge/faq_index.hpp"
#include "catch.hpp"

#include <string>

using namespace huiying;
using knowledge::FaqIndex;
using knowledge::KnownQuestion;
using knowledge::Lessons;
using knowledge::Sign;

namespace {

constexpr int kMatters = 40;

std::string matter(int number) {
    static const std::vector<std::string> kThings{
        "路灯", "井盖", "垃圾桶", "绿化带", "充电桩", "健身器材", "公交站牌", "停车位"};
    static const std::vector<std::string> kPlaces{"银春路", "紫藤路", "曙建路", "华宁路", "元江路"};
    return kPlaces[static_cast<std::size_t>(number) % kPlaces.size()] +
           kThings[static_cast<std::size_t>(number) / kPlaces.size()];
}

/// Two entries to each matter: one asks at length, one shortly. People mean the long one, which by
/// the usual weights loses for its length.
std::vector<model::FaqEntry> pairs() {
    std::vector<model::FaqEntry> entries;
    for (int at = 0; at < kMatters; ++at) {
        const auto name = matter(at);
        for (const bool is_long : {false, true}) {
            model::FaqEntry entry;
            entry.id = (is_long ? "long-" : "short-") + std::to_string(at);
            entry.question =
                is_long ? name + "坏了向哪个部门报修，需要说清哪些情况，多久能修好" : name + "坏了";
            entry.answer = "请拨打报修电话。";
            entry.review = model::FaqReview::reviewed;
            entries.push_back(entry);
        }
    }
    return entries;
}

std::vector<KnownQuestion> questions(int count) {
    std::vector<KnownQuestion> known;
    for (int at = 0; at < count; ++at)
        known.push_back({matter(at % kMatters) + "坏了", {"long-" + std::to_string(at % kMatters)}}
        );
    return known;
}

double first(const FaqIndex& index) {
    return knowledge::measure_retrieval(index, questions(kMatters)).recall_at(1);
}

double moved(const knowledge::Weights& weights) {
    double most = 0;
    const auto& usual = knowledge::usual_weights();
    for (std::size_t of = 0; of < weights.of.size(); ++of)
        for (std::size_t at = 0; at < weights.of[of].order.size(); ++at)
            most = std::max(most, std::abs(weights.of[of].order[at] - usual.of[of].order[at]));
    return most;
}

}  // namespace

TEST_CASE("what people meant comes first after it was learnt", "[lessons]") {
    const FaqIndex index(pairs());
    REQUIRE(first(index) == 0);
    const auto weights = Lessons(index, questions(kMatters)).learn();
    CHECK(first(index.changed(index.entries(), weights)) > 0.9);
    CHECK(knowledge::measure_learnt(index, questions(kMatters)).recall_at(1) > 0.9);
}

TEST_CASE("few questions move the weights little, none not at all", "[lessons]") {
    const FaqIndex index(pairs());
    CHECK(Lessons(index, {}).learn() == knowledge::usual_weights());
    const auto few = moved(Lessons(index, questions(2)).learn());
    const auto many = moved(Lessons(index, questions(kMatters)).learn());
    CHECK(few > 0);
    CHECK(few < many);
}

TEST_CASE("questions that nothing answers make the first entry less probable", "[lessons]") {
    const FaqIndex index(pairs());
    std::vector<KnownQuestion> nothing = questions(kMatters);
    for (auto& question : nothing)
        question.answers.clear();
    const auto& asked = nothing.front().text;
    const auto before = index.search(asked).front();
    const auto weights = Lessons(index, nothing).learn();
    CHECK(weights.of[0].order == knowledge::usual_weights().of[0].order);
    CHECK(
        weights[knowledge::Pairing::to_entry].odds.back() <
        knowledge::usual_weights()[knowledge::Pairing::to_entry].odds.back()
    );
    CHECK(before.entry == index.changed(index.entries(), weights).search(asked).front().entry);
}

TEST_CASE("the part left out is not learnt from", "[lessons]") {
    const FaqIndex index(pairs());
    const Lessons lessons(index, questions(kMatters));
    CHECK(lessons.learn(5, 0) != lessons.learn(5, 1));
    CHECK(lessons.learn(1, 0) == knowledge::usual_weights());
}

TEST_CASE("weights are the same after they were kept", "[lessons]") {
    auto weights = knowledge::usual_weights();
    weights.of[1].order[static_cast<std::size_t>(Sign::cosine)] = -0.123456789;
    CHECK(knowledge::parse_weights(knowledge::to_text(weights)) == weights);
    auto text = knowledge::to_text(weights);
    CHECK_FALSE(knowledge::parse_weights(""));
    CHECK_FALSE(knowledge::parse_weights("2" + text.substr(1)));
    CHECK_FALSE(knowledge::parse_weights(text + " 1"));
    CHECK_FALSE(knowledge::parse_weights(text.substr(0, text.rfind(' '))));
    CHECK_FALSE(knowledge::parse_weights("1 nan" + text.substr(text.find(' ', 2))));
}

TEST_CASE("climbing finds the top of a hill", "[lessons]") {
    const auto top = knowledge::climbed(
        {0, 0},
        [](const std::vector<double>& at, std::vector<double>& slope) {
            slope = {-2 * (at[0] - 3), -20 * (at[1] + 1)};
            return -(at[0] - 3) * (at[0] - 3) - 10 * (at[1] + 1) * (at[1] + 1) + 5;
        },
        200
    );
    CHECK(top[0] == Approx(3.0).margin(0.05));
    CHECK(top[1] == Approx(-1.0).margin(0.05));
}
