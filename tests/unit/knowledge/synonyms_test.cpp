#include "board/knowledge/synonyms.hpp"

#include "board/knowledge/faq_index.hpp"
#include "catch.hpp"

#include <algorithm>

using namespace huiying;
using knowledge::Synonyms;

namespace {

model::FaqEntry entry(const std::string& id, const std::string& question) {
    model::FaqEntry made;
    made.id = id;
    made.question = question;
    made.answer = "请带身份证到窗口办理。";
    made.review = model::FaqReview::reviewed;
    made.auto_answer = true;
    made.valid_from = "2026-01-01";
    return made;
}

const Synonyms kCards{{"敬老卡", "老年证", "老人卡"}, {"补办", "补领"}};

std::vector<std::string> variants(const std::string& question, const Synonyms& synonyms = kCards) {
    return knowledge::with_synonyms({entry("a", question)}, synonyms).front().variants;
}

bool has(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("an entry stands with each synonym in its place", "[knowledge]") {
    const auto found = variants("敬老卡怎么补办");
    CHECK(found.size() == 3);
    CHECK(has(found, "老年证怎么补办"));
    CHECK(has(found, "老人卡怎么补办"));
    CHECK(has(found, "敬老卡怎么补领"));
    CHECK(variants("公交怎么坐").empty());
    CHECK(variants("敬老卡怎么补办", {}).empty());
}

TEST_CASE("the longest word at a place counts, written in whatever form", "[knowledge]") {
    CHECK(
        variants("敬老卡丢了", {{"敬老卡", "老年证"}, {"老卡", "旧卡"}}) ==
        std::vector<std::string>{"老年证丢了"}
    );
    CHECK(has(variants("敬老卡丟了"), "老年证丢了"));
    CHECK(
        variants("ＥＴＣ怎么办", {{"etc", "电子收费"}}) ==
        std::vector<std::string>{"电子收费怎么办"}
    );
}

TEST_CASE("what is retired or long has no end of variants", "[knowledge]") {
    auto retired = entry("a", "敬老卡怎么补办");
    retired.review = model::FaqReview::retired;
    CHECK(knowledge::with_synonyms({retired}, kCards).front().variants.empty());
    Synonyms many{{"甲乙"}};
    for (char c = 'a'; c <= 'z'; ++c)
        many.front().push_back(std::string(2, c));
    CHECK(variants("甲乙丙丁", many).size() == knowledge::kMostAdded);
}

TEST_CASE("a question in the other word finds the entry, and surely", "[knowledge]") {
    const std::vector<model::FaqEntry> entries{
        entry("card", "敬老卡怎么补办？"), entry("bus", "公交卡怎么充值？")};
    const auto now = *model::parse_rfc3339("2026-11-23T12:00:00+08:00");
    const knowledge::FaqIndex plain(entries);
    const knowledge::FaqIndex wide(knowledge::with_synonyms(entries, kCards));
    CHECK_FALSE(plain.sure_answer("老年证怎么补办", {}, now));
    const auto sure = wide.sure_answer("老年证怎么补办", {}, now);
    REQUIRE(sure);
    CHECK(sure->entry == "card");
}
