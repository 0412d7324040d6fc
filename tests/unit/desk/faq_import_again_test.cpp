// FAQ entries that are there already, when a file brings them again.
#include "catch.hpp"
#include "faq_ground.hpp"

#include <array>

using namespace huiying;
using desk::FaqImportWanted;
using desk::SheetForm;
using test::FaqGround;
using Result = desk::FaqImportLine::Result;

TEST_CASE_METHOD(
    FaqGround, "what answers otherwise, or on other days, must be reviewed again", "[desk]"
) {
    const auto lamp = entry("lamp");
    REQUIRE(lamp.review == model::FaqReview::reviewed);
    const std::vector<std::array<std::string, 3>> cases{
        {"valid_to", "2027-01-31", "改了失效日期、审核状态；须重新审核"},
        {"valid_from", "2026-01-31", "改了生效日期、审核状态；须重新审核"},
        {"answer", "请留言。", "改了答案、审核状态；须重新审核"},
        {"auto_answer", lamp.auto_answer ? "否" : "是", "改了审核状态、可自动答复；须重新审核"}};
    for (const auto& [field, value, words] : cases) {
        INFO(field);
        REQUIRE(std::holds_alternative<std::int64_t>(knowledge.put(lamp, "zhao", std::nullopt)));
        const auto report = take("id," + field + "\r\nlamp," + value + "\r\n", {.replace = true});
        CHECK(report.lines.front().result == Result::changed);
        CHECK(report.lines.front().words == words);
        CHECK(entry("lamp").review == model::FaqReview::draft);
        CHECK(entry("lamp").variants.size() == 2);
    }
}

TEST_CASE_METHOD(
    FaqGround, "a change that no citizen reads in the answer leaves it reviewed", "[desk]"
) {
    const auto report = take("id,topic\r\nlamp,城管\r\n", {.replace = true});
    CHECK(report.lines.front().words == "改了主题");
    CHECK(entry("lamp").topic == "城管");
    CHECK(entry("lamp").review == model::FaqReview::reviewed);
}

TEST_CASE_METHOD(
    FaqGround, "an object of a JSON file changes only the fields that it has", "[desk]"
) {
    auto past = entry("lamp");
    past.id = "p-a";
    past.question = "怎么领补贴？";
    past.valid_from = "2024-01-01";
    past.valid_to = "2024-12-31";
    past.auto_answer = true;
    REQUIRE(std::holds_alternative<std::int64_t>(knowledge.put(past, "zhao", std::nullopt)));
    const auto report = take(
        R"([{"id":"p-a","topic":"补贴"},{"id":"p-b","topic":"其他","question":"问？","answer":"答",)"
        R"("valid_to":"2027-12-31","variants":["又问"],"unit":"cjzx","auto_answer":false}])",
        {.replace = true}
    );
    CHECK(report.lines[0].words == "改了主题");
    CHECK(report.lines[1].result == Result::added);
    past.topic = "补贴";
    CHECK(entry("p-a") == past);
    for (const auto& item : knowledge.items())
        if (item.entry.id == "p-a")
            CHECK(item.standing == "expired");

    SECTION("null says nothing, an empty text empties") {
        const auto emptied =
            take(R"([{"id":"p-a","topic":"","valid_to":null,"answer":null}])", {.replace = true});
        CHECK(emptied.lines.front().words == "改了主题");
        past.topic = "";
        CHECK(entry("p-a") == past);
    }
}

TEST_CASE_METHOD(FaqGround, "an empty cell under a heading empties the field", "[desk]") {
    const auto report = take("id,topic,variants\r\nlamp,路灯,\r\n", {.replace = true});
    CHECK(report.lines.front().result == Result::changed);
    CHECK(entry("lamp").variants.empty());
}

TEST_CASE_METHOD(
    FaqGround, "a retired entry and the one that took its place come in together", "[desk]"
) {
    auto lamp = entry("lamp");
    auto next = lamp;
    next.id = "lamp-2";
    lamp.review = model::FaqReview::retired;
    REQUIRE(std::holds_alternative<std::int64_t>(knowledge.put(lamp, "zhao", std::nullopt)));
    REQUIRE(std::holds_alternative<std::int64_t>(knowledge.put(next, "zhao", std::nullopt)));
    for (const auto form : {SheetForm::xlsx, SheetForm::csv, SheetForm::json}) {
        INFO(static_cast<int>(form));
        FaqGround other;
        auto another = lamp;
        another.question = "别的问题？";
        REQUIRE(std::holds_alternative<std::int64_t>(other.knowledge.put(another, "zhao", 1)));
        const auto report =
            other.take(knowledge.exported(form), {.replace = true, .keep_review = true});
        CHECK_FALSE(report.has_trouble());
        CHECK(other.entry("lamp") == lamp);
        CHECK(other.entry("lamp-2") == next);
    }
}

TEST_CASE_METHOD(
    FaqGround,
    "a new entry that would be a draft is a double, even if the file retires it",
    "[desk]"
) {
    const std::string csv = "id,question,answer,review\r\nxx,路灯不亮了找谁报修？,答,retired\r\n";
    CHECK(take(csv).lines.front().words == "问题与已有条目 “lamp” 相同");
    CHECK(size() == 1);
    CHECK(take(csv, {.keep_review = true}).count(Result::added) == 1);
}

TEST_CASE_METHOD(
    FaqGround,
    "a file retires an entry and names its successor, but brings none back beside it",
    "[desk]"
) {
    const FaqImportWanted wanted{.replace = true, .keep_review = true};
    const auto report = take(
        R"([{"id":"lamp","review":"retired"},{"id":"lamp-2","question":"路灯不亮了找谁报修？",)"
        R"("answer":"请留言。","source":"办法","review":"reviewed"}])",
        wanted
    );
    CHECK(report.count(Result::changed) == 1);
    CHECK(report.count(Result::added) == 1);
    const auto back = take(R"([{"id":"lamp","review":"reviewed"}])", wanted);
    CHECK(back.lines.front().words == "问题与已有条目 “lamp-2” 相同");
    CHECK(entry("lamp").review == model::FaqReview::retired);
}

TEST_CASE_METHOD(
    FaqGround, "a file without numbers does not undo a question that was reworded since", "[desk]"
) {
    const std::string csv = "问题,答案\r\n怎么办证？,到窗口办。\r\n";
    const auto id = take(csv).lines.front().id;
    auto reworded = entry(id);
    reworded.question = "怎么办居住证？";
    REQUIRE(std::holds_alternative<std::int64_t>(knowledge.put(reworded, "zhao", std::nullopt)));
    for (const bool is_asked : {false, true}) {
        const auto report = take(csv, {.replace = is_asked});
        CHECK(report.lines.front().result == Result::refused);
        CHECK(
            report.lines.front().words == "这个问题的条目 “" + id +
                                              "” 后来改成了“怎么办居住证？”：要改它，请写上它的"
                                              "编号；要另成一条，请写一个新的编号"
        );
    }
    CHECK(entry(id) == reworded);
    // Whoever names it means it.
    const auto named = take("编号,问题\r\n" + id + ",怎么办证？\r\n", {.replace = true});
    CHECK(named.lines.front().result == Result::changed);
}
