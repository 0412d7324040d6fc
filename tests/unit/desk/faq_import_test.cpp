// FAQ entries brought as a file and taken out as one.
#include "board/desk/faq_import.hpp"

#include "catch.hpp"
#include "faq_ground.hpp"

using namespace huiying;
using desk::FaqImportWanted;
using desk::SheetForm;
using test::FaqGround;
using test::file_of;
using Result = desk::FaqImportLine::Result;

namespace {

std::string trouble_of(const std::string& bytes) {
    const auto read = desk::read_faq_file(bytes);
    const auto* trouble = std::get_if<desk::FileTrouble>(&read);
    return trouble ? trouble->words : "none";
}

/// Texts that a careless table would change.
model::FaqEntry awkward() {
    return {
        .id = "awkward",
        .topic = "=市政",
        .question = "“引号”,逗号|竖线？",
        .variants = {"只有一种|带竖线"},
        .answer = "-第一行\n\"第二行\"\n'=1+1",
        .unit = "cjzx",
        .source = "@文件, 第3条",
        .valid_from = "2026-01-31",
        .valid_to = "2027-12-31",
        .review = model::FaqReview::retired,
        .auto_answer = true};
}

}  // namespace

TEST_CASE_METHOD(FaqGround, "what is taken out comes in again as it was", "[desk]") {
    auto two = awkward();
    two.id = "two";
    two.question = "'=另一个";
    two.variants = {"一", "二|三"};
    two.review = model::FaqReview::reviewed;
    REQUIRE(std::holds_alternative<std::int64_t>(knowledge.put(awkward(), "zhao", std::nullopt)));
    REQUIRE(std::holds_alternative<std::int64_t>(knowledge.put(two, "zhao", std::nullopt)));
    for (const auto form : {SheetForm::xlsx, SheetForm::csv, SheetForm::json}) {
        INFO(static_cast<int>(form));
        const auto bytes = knowledge.exported(form);
        const auto same = take(bytes);
        CHECK(same.count(Result::unchanged) == 3);
        CHECK(same.lines.size() == 3);
        FaqGround other;
        const auto brought = other.take(bytes, {.keep_review = true});
        CHECK(brought.count(Result::added) == 2);
        CHECK(brought.count(Result::unchanged) == 1);
        CHECK(other.entry("awkward") == awkward());
        CHECK(other.entry("two") == two);
    }
}

TEST_CASE_METHOD(FaqGround, "a new entry is a draft, whatever the file calls it", "[desk]") {
    const std::string csv =
        "问题,答案,负责单位,审核状态,依据,生效日期,可自动答复\r\n"
        "怎么办证？,到窗口办。,城建中心,已审核,办法,2026/1/5,是\r\n";
    const auto report = take(csv);
    REQUIRE(report.count(Result::added) == 1);
    const auto made = entry(report.lines.front().id);
    CHECK(made.review == model::FaqReview::draft);
    CHECK(made.unit == "cjzx");
    CHECK(made.valid_from == "2026-01-05");
    CHECK(made.auto_answer);
    // Without a number the same question is the same entry.
    CHECK(take(csv).lines.front().result == Result::unchanged);
    CHECK(
        take(csv, {.replace = true, .keep_review = true}).lines.front().result == Result::changed
    );
    CHECK(entry(report.lines.front().id).review == model::FaqReview::reviewed);
}

TEST_CASE_METHOD(FaqGround, "an answer with open places is not reviewed by a file", "[desk]") {
    const auto report = take(
        "id,question,answer,review,source\r\naa,问一？,拨打【待填】,reviewed,办法\r\n"
        "bb,问二？,答,reviewed,\r\n",
        {.keep_review = true}
    );
    CHECK(report.lines[0].words == "答案还有【待填】，作为草稿");
    CHECK(report.lines[1].words == "没有写依据，作为草稿");
    CHECK(entry("aa").review == model::FaqReview::draft);
    CHECK(entry("bb").review == model::FaqReview::draft);
}

TEST_CASE_METHOD(FaqGround, "what is there already is written over only where asked", "[desk]") {
    const std::string csv = "id,answer\r\nlamp,请留言。\r\n";
    const auto report = take(csv);
    CHECK(report.lines.front().result == Result::there);
    CHECK(entry("lamp").answer != "请留言。");
}

TEST_CASE_METHOD(FaqGround, "each line that is refused says why", "[desk]") {
    const std::string head = "id,question,answer,unit,valid_from,valid_to,auto_answer,review\r\n";
    const std::vector<std::pair<std::string, std::string>> cases{
        {"Bad Id,问？,答,,,,,", "编号 “Bad Id” 不合要求：小写字母、数字和连字符，2 至 60 个"},
        {"xx,,答,,,,,", "没有问题（question）"},
        {"xx,问？,,,,,,", "没有答案（answer）"},
        {"xx,问？,答,nobody,,,,", "没有单位 “nobody”"},
        {"xx,问？,答,,明年,,,", "日期应为 2026-01-31 的形式（生效日期“明年”）"},
        {"xx,问？,答,,2026-02-30,,,", "日期应为 2026-01-31 的形式（生效日期“2026-02-30”）"},
        {"xx,问？,答,,2026-02-01,2026-01-31,,", "失效日期“2026-01-31”早于生效日期“2026-02-01”"},
        {"xx,问？,答,,,,也许,", "可自动答复“也许”看不懂：是或否"},
        {"xx,问？,答,,,,,好", "审核状态“好”看不懂：样例、草稿、已审核、已停用之一"},
        {"xx,路灯不亮了找谁报修？,答,,,,,", "问题与已有条目 “lamp” 相同"},
        {"xx,问？,答", "有 3 列，表头有 8 列"},
        {"xx," + std::string(1503, 'x') + ",答,,,,,", "问题太长：最多500个字"}};
    for (const auto& [line, words] : cases) {
        INFO(line);
        const auto report = take(head + line + "\r\n");
        REQUIRE(report.lines.size() == 1);
        CHECK(report.lines.front().result == Result::refused);
        CHECK(report.lines.front().words == words);
        CHECK(report.lines.front().line == 2);
    }
    CHECK(size() == 1);
}

TEST_CASE_METHOD(FaqGround, "the second of two alike in a file is refused", "[desk]") {
    const auto report =
        take("id,question,answer\r\naa,问？,答\r\naa,另问？,答\r\nbb,问?,答\r\ncc,又问？,答\r\n");
    CHECK(report.lines[1].words == "编号 “aa” 在文件中重复");
    CHECK(report.lines[2].words == "问题与第 2 行相同");
    CHECK(report.count(Result::added) == 2);
}

TEST_CASE_METHOD(FaqGround, "all or none, and a trial, leave the base as it was", "[desk]") {
    const std::string csv = "id,question,answer\r\naa,问？,答\r\nbb,,答\r\n";
    const auto none = take(csv, {.all_or_none = true});
    CHECK_FALSE(none.is_written);
    CHECK(none.count(Result::added) == 1);
    CHECK_FALSE(take(csv, {.is_trial = true}).is_written);
    CHECK(size() == 1);
    CHECK(take(csv).is_written);
    CHECK(size() == 2);
}

TEST_CASE("a file that is none, or names its columns otherwise, says so", "[desk]") {
    CHECK(trouble_of("PK damaged") == "文件读不出来：要 CSV（UTF-8 或 GB 18030）、XLSX 或 JSON");
    CHECK(trouble_of("编号,问题\r\n") == "没有条目：第一行是表头，以下每行一条");
    CHECK(
        trouble_of("甲,乙\r\n1,2\r\n") ==
        "表头里找不到“问题”或“编号”一列：第一行是表头，列名见导出的文件"
    );
    CHECK(trouble_of("问题,question\r\n1,2\r\n") == "表头里有两列都是“问题”：只留一列");
    CHECK(file_of("问题,备注\r\n1,2\r\n").ignored == std::vector<std::string>{"备注"});
}
