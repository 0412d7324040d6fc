#include "board/knowledge/faq_index.hpp"
#include "catch.hpp"
#include "sample_entries.hpp"

#include <string>

using namespace huiying;
using knowledge::AnswerPolicy;
using knowledge::FaqIndex;
using knowledge::SampleEntries;

namespace {

const auto kNow = model::parse_rfc3339("2026-11-23T10:00:00+08:00").value();

/// The sure answer's entry, or "" for none, when the first sample entry is changed.
template <class Change>
std::string answered(Change change, const AnswerPolicy& policy = {}) {
    auto entries = test::sample_entries();
    change(entries.front());
    const auto hit = FaqIndex(entries).sure_answer("居住证怎么办", policy, kNow);
    return hit ? hit->entry : std::string();
}

void unchanged(model::FaqEntry& /*entry*/) {}

}  // namespace

TEST_CASE("a reviewed entry answers its own question", "[knowledge]") {
    const FaqIndex index(test::sample_entries());
    const auto hit = index.sure_answer("您好，请问居住证怎么办？谢谢", {}, kNow);
    REQUIRE(hit);
    CHECK(hit->entry == "permit");
    CHECK(hit->confidence >= AnswerPolicy{}.min_confidence);
}

TEST_CASE("only reviewed, valid entries that may answer do", "[knowledge]") {
    using model::FaqReview;
    CHECK(answered(unchanged) == "permit");
    CHECK(answered([](auto& entry) { entry.auto_answer = false; }).empty());
    CHECK(answered([](auto& entry) { entry.review = FaqReview::draft; }).empty());
    CHECK(answered([](auto& entry) { entry.review = FaqReview::sample; }).empty());
    CHECK(answered([](auto& entry) { entry.review = FaqReview::retired; }).empty());
    CHECK(answered([](auto& entry) { entry.valid_from = "2026-11-24"; }).empty());
    CHECK(answered([](auto& entry) { entry.valid_from = "2026-11-23"; }) == "permit");
    CHECK(answered([](auto& entry) { entry.valid_from = ""; }).empty());
    CHECK(answered([](auto& entry) { entry.valid_to = "2026-11-22"; }).empty());
    CHECK(answered([](auto& entry) { entry.valid_to = "2026-11-23"; }) == "permit");
    CHECK(answered([](auto& entry) { entry.valid_to = "soon"; }).empty());
}

TEST_CASE("sample entries answer only where the policy lets them", "[knowledge]") {
    AnswerPolicy demo;
    demo.samples = SampleEntries::answer;
    const auto sample = [](auto& entry) { entry.review = model::FaqReview::sample; };
    CHECK(answered(sample, demo) == "permit");
    CHECK(answered(sample).empty());
    CHECK(answered([](auto& entry) { entry.review = model::FaqReview::draft; }, demo).empty());
}

TEST_CASE("the bound of the policy holds", "[knowledge]") {
    AnswerPolicy strict;
    strict.min_confidence = 0.999;
    CHECK(answered(unchanged, strict).empty());
}

TEST_CASE("two entries with the same question are never sure", "[knowledge]") {
    auto entries = test::sample_entries();
    entries.push_back(entries.front());
    entries.back().id = "twin";
    CHECK_FALSE(FaqIndex(entries).sure_answer("居住证怎么办", {}, kNow));
}

TEST_CASE("a text with a warning sign is never answered without a person", "[knowledge]") {
    const FaqIndex index(test::sample_entries());
    for (const auto* query :
         {"居住证怎么办，不办我就跳楼",
          "居住证怎么办？窗口工作人员态度恶劣",
          "居住证怎么办，再不办我去上访"}) {
        CAPTURE(query);
        CHECK_FALSE(index.sure_answer(query, {.min_confidence = 0.0}, kNow));
    }
}

TEST_CASE("a warning sign behind the part that is searched still silences", "[knowledge]") {
    std::string query = "居住证怎么办";
    for (int i = 0; i < 3'000; ++i)
        query += "，";
    query += "着火了";
    const FaqIndex index(test::sample_entries());
    CHECK_FALSE(index.sure_answer(query, {.min_confidence = 0.0}, kNow));
}

TEST_CASE("between sure and silent, up to three entries are offered", "[knowledge]") {
    const FaqIndex index(test::sample_entries());
    const auto unsure = index.judge("路灯", {.min_confidence = 0.995}, kNow);
    CHECK(unsure.verdict == knowledge::Verdict::choose);
    REQUIRE_FALSE(unsure.entries.empty());
    CHECK(unsure.entries.size() <= 3);
    CHECK(unsure.entries.front().entry == "lamp");
    CHECK(unsure.entries.front().confidence >= AnswerPolicy{}.min_offer);
    const auto all = index.judge("怎么办", {.min_confidence = 1.1, .min_offer = 0.0}, kNow);
    CHECK(all.entries.size() == 3);
    CHECK(
        index.judge("路灯", {.min_confidence = 1.1, .min_offer = 1.1}, kNow).verdict ==
        knowledge::Verdict::silent
    );
    CHECK(index.judge("路灯坏了，再不修我就跳楼", {.min_offer = 0.0}, kNow).entries.empty());
}

TEST_CASE("what may not be sent is not offered either", "[knowledge]") {
    auto entries = test::sample_entries();
    for (auto& entry : entries)
        if (entry.id == "lamp")
            entry.valid_to = "2026-11-22";
    const auto offered =
        FaqIndex(entries).judge("路灯", {.min_confidence = 0.0, .min_offer = 0.0}, kNow);
    for (const auto& hit : offered.entries)
        CHECK(hit.entry != "lamp");
}

TEST_CASE("traditional and full-width writing asks the same", "[knowledge]") {
    const FaqIndex index(test::sample_entries());
    const auto hit = index.sure_answer("請問居住證怎麼辦？", {}, kNow);
    REQUIRE(hit);
    CHECK(hit->entry == "permit");
}

TEST_CASE("unrelated or half-related questions get no sure answer", "[knowledge]") {
    const FaqIndex index(test::sample_entries());
    const std::string query = GENERATE(
        as<std::string>{},
        "",
        "你好",
        "在吗",
        "谢谢",
        "今天天气怎么样",
        "帮我写一首诗",
        "怎么办",
        "怎么补办",
        "丢了怎么办",
        "身份证丢了怎么补办",
        "银行卡丢失后怎么补办",
        "户口本丢了怎么办",
        "居住证积分怎么算",
        "小区电梯坏了怎么办",
        "路灯是谁发明的",
        "政府几点上班",
        "停车罚款在哪里交",
        "怎么学好英语",
        "上海有什么好玩的",
        "孩子能上幼儿园吗",
        "1234567",
        "转人工"
    );
    CAPTURE(query);
    CHECK_FALSE(index.sure_answer(query, {}, kNow));
}

TEST_CASE(
    "an entry that has expired does not stand in the way of the one after it", "[knowledge]"
) {
    auto entries = test::sample_entries();
    const auto lamp = std::find_if(entries.begin(), entries.end(), [](const auto& entry) {
        return entry.id == "lamp";
    });
    REQUIRE(lamp != entries.end());
    auto later = *lamp;
    later.id = "lamp-2027";
    lamp->valid_to = "2026-11-22";
    const auto question = lamp->question;
    entries.push_back(later);
    const FaqIndex index(entries);
    const auto hit = index.sure_answer(question, {}, kNow);
    REQUIRE(hit);
    CHECK(hit->entry == "lamp-2027");
    CHECK(index.search_valid(question, 5, kNow).front().entry == "lamp-2027");
}
