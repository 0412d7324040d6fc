// An entry that has expired does not hold its question.
#include "catch.hpp"
#include "faq_ground.hpp"

using namespace huiying;
using test::FaqGround;
using Result = desk::FaqImportLine::Result;

namespace {

struct ExpiredGround : FaqGround {
    ExpiredGround() {
        auto past = entry("lamp");
        past.id = "old-card";
        past.question = "敬老卡怎么办？";
        past.answer = "到旧窗口。";
        past.valid_from = "2025-01-01";
        past.valid_to = "2025-12-31";
        REQUIRE(std::holds_alternative<std::int64_t>(knowledge.put(past, "zhao", std::nullopt)));
    }
};

}  // namespace

TEST_CASE_METHOD(
    ExpiredGround, "a line without a number takes the place of what has expired", "[desk]"
) {
    const std::string csv =
        "问题,答案,依据,生效日期,失效日期\r\n敬老卡怎么办？,到新窗口。,新文件,2026-01-01,\r\n";
    const auto report = take(csv);
    REQUIRE(report.lines.size() == 1);
    CHECK(report.lines.front().result == Result::changed);
    CHECK(report.lines.front().id == "old-card");
    CHECK(report.lines.front().words.find("代替已过期的条目（2025-12-31 到期）") == 0);
    CHECK(entry("old-card").answer == "到新窗口。");
    CHECK(entry("old-card").valid_to.empty());
    CHECK(entry("old-card").review == model::FaqReview::draft);
    CHECK(take(csv).lines.front().result == Result::unchanged);

    SECTION("and then holds it again") {
        const auto again = take("问题,答案\r\n敬老卡怎么办？,别的。\r\n");
        CHECK(again.lines.front().result == Result::there);
    }
}

TEST_CASE_METHOD(ExpiredGround, "a file that says no end forgets the one that is over", "[desk]") {
    const auto report = take("问题,答案\r\n敬老卡怎么办？,到新窗口。\r\n");
    CHECK(report.lines.front().result == Result::changed);
    CHECK(entry("old-card").valid_to.empty());
}

TEST_CASE_METHOD(
    ExpiredGround, "an entry of its own number stands beside it, and the report says so", "[desk]"
) {
    const auto report = take(
        "编号,问题,答案\r\nnew-card,敬老卡怎么办？,到新窗口。\r\nthird-card,敬老卡怎么办？,三。\r\n"
    );
    CHECK(report.lines[0].result == Result::added);
    CHECK(report.lines[0].words.find("与已过期的条目 “old-card”（2025-12-31 到期）问题相同") == 0);
    CHECK(entry("old-card").answer == "到旧窗口。");
    CHECK(report.lines[1].result == Result::refused);
    // Both come into another town from the file that is taken out.
    const auto again =
        take(knowledge.exported(desk::SheetForm::csv), {.replace = true, .keep_review = true});
    CHECK(again.count(Result::refused) == 0);
    CHECK(again.count(Result::unchanged) == again.lines.size());
}

TEST_CASE_METHOD(
    ExpiredGround, "a line that has expired itself is not written over it unasked", "[desk]"
) {
    const auto report = take("问题,答案,失效日期\r\n敬老卡怎么办？,到新窗口。,2026-01-31\r\n");
    CHECK(report.lines.front().result == Result::there);
    CHECK(entry("old-card").answer == "到旧窗口。");
}
