#include "board/draft/draft_maker.hpp"

#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/passage_index.hpp"
#include "catch.hpp"
#include "templates/renderer.hpp"

#include <string>

using namespace huiying;
using draft::DraftRequest;
using draft::make_draft;

namespace {

const auto kNow = model::parse_rfc3339("2026-11-23T10:00:00+08:00").value();

model::FaqEntry permit() {
    model::FaqEntry entry;
    entry.id = "permit";
    entry.question = "居住证怎么办？";
    entry.answer = "您好。带身份证和住址证明到窗口办理，不收费。";
    entry.source = "《居住证暂行条例》第九条";
    entry.valid_from = "2026-01-01";
    entry.review = model::FaqReview::reviewed;
    return entry;
}

model::FaqEntry lamp() {
    model::FaqEntry entry;
    entry.id = "lamp";
    entry.question = "路灯坏了找谁修？";
    entry.answer = "请写明灯杆编号。";
    entry.valid_from = "2026-01-01";
    entry.review = model::FaqReview::sample;
    return entry;
}

DraftRequest request_of(std::string text) {
    DraftRequest request;
    request.number = "261123-7K3M9-Q2XRT";
    request.sender_name = "李女士";
    request.text = std::move(text);
    request.unit_name = "社区事务受理服务中心";
    request.due.final_due = model::parse_rfc3339("2026-11-30T23:59:59+08:00");
    return request;
}

model::Draft draft_of(const DraftRequest& request) {
    static const knowledge::FaqIndex entries({permit(), lamp()});
    static const templates::Renderer renderer;
    return make_draft(request, {entries}, renderer, kNow);
}

bool has(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a draft greets, answers, names source, unit and date", "[draft]") {
    auto request = request_of("请问居住证怎么办");
    request.subject = "居住证";
    const auto made = draft_of(request);
    CHECK(
        made.text ==
        "李女士，您好：\n\n您咨询的“居住证”收悉，现答复如下：\n\n"
        "带身份证和住址证明到窗口办理，不收费。\n\n依据：《居住证暂行条例》第九条\n\n"
        "感谢您的关心和支持。如有疑问，可凭受理编号继续留言。\n\n"
        "社区事务受理服务中心\n2026年11月23日"
    );
    REQUIRE_FALSE(made.sources.empty());
    CHECK(made.sources.front().faq == "permit");
    CHECK(made.sources.front().question == "居住证怎么办？");
    CHECK(made.sources.front().source == "《居住证暂行条例》第九条");
    CHECK(made.sources.front().review == "reviewed");
    CHECK(made.sources.front().score >= draft::kMinConfidence);
    CHECK(made.sources.front().score <= 1.0);
}

TEST_CASE("a draft without a source has no empty source line", "[draft]") {
    const auto made = draft_of(request_of("路灯坏了找谁修"));
    CHECK(has(made.text, "请写明灯杆编号。"));
    CHECK_FALSE(has(made.text, "依据"));
    CHECK(made.sources.front().review == "sample");
}

TEST_CASE("nothing found gives an honest receipt with the promised date", "[draft]") {
    const auto made = draft_of(request_of("昨天晚上天气真好，公园里人很多"));
    CHECK(made.sources.empty());
    CHECK(has(made.text, "261123-7K3M9-Q2XRT"));
    CHECK(has(made.text, "将在11月30日（周一）23:59前答复您"));
    CHECK(has(made.text, "【待填】"));
    CHECK(has(made.text, "社区事务受理服务中心"));
    CHECK_FALSE(has(made.text, "居住证"));
}

TEST_CASE("a promise that is unknown or provisional is worded so", "[draft]") {
    auto request = request_of("昨天晚上天气真好");
    request.due.final_due.reset();
    CHECK(has(draft_of(request).text, "核实后即答复您"));
    request.due.final_due = model::parse_rfc3339("2027-01-08T23:59:59+08:00");
    request.due.provisional = true;
    CHECK(has(draft_of(request).text, "2027年1月8日（周五）23:59前答复您（暂定时间）"));
}

TEST_CASE("a restricted ticket gets no entry and no subject", "[draft]") {
    auto request = request_of("居住证怎么办，窗口态度恶劣");
    request.subject = "窗口态度";
    request.restriction = draft::Restriction::restricted;
    const auto made = draft_of(request);
    CHECK(made.sources.empty());
    CHECK(has(made.text, "依法保密"));
    CHECK_FALSE(has(made.text, "窗口态度"));
    CHECK_FALSE(has(made.text, "不收费"));
}

TEST_CASE("entries outside their validity are not proposed", "[draft]") {
    auto expired = permit();
    expired.valid_to = "2026-11-22";
    const knowledge::FaqIndex entries({expired});
    const auto made =
        make_draft(request_of("居住证怎么办"), {entries}, templates::Renderer(), kNow);
    CHECK(made.sources.empty());
    CHECK_FALSE(has(made.text, "不收费"));
}

TEST_CASE("a citizen's words are text, never a template", "[draft]") {
    auto request = request_of("居住证怎么办");
    request.subject = "{{number}} <b>{{{unit}}}</b>";
    const auto text = draft_of(request).text;
    CHECK(has(text, "“｛｛number｝｝ <b>｛｛｛unit｝｝｝</b>”"));
}

TEST_CASE("the kind decides the verb, a long subject is shortened", "[draft]") {
    auto request = request_of("居住证怎么办");
    request.subject = "居住证";
    request.kind = model::Kind::complaint;
    CHECK(has(draft_of(request).text, "您反映的“居住证”"));
    request.kind = model::Kind::suggestion;
    CHECK(has(draft_of(request).text, "您建议的“居住证”"));
    request.kind = model::Kind::help;
    CHECK(has(draft_of(request).text, "您求助的“居住证”"));
    request.subject = "";
    for (int i = 0; i < 60; ++i)
        request.subject += "居";
    CHECK(has(draft_of(request).text, "居…”"));
}

TEST_CASE("the greeting uses a form of address, else none", "[draft]") {
    const auto [name, expected] = GENERATE(table<std::string, std::string>({
        {"李女士", "李女士，您好："},
        {"王建国先生", "王建国先生，您好："},
        {" 徐阿姨 ", "徐阿姨，您好："},
        {"欧阳老师", "欧阳老师，您好："},
        {"", "您好："},
        {"小满妈妈", "您好："},
        {"王小明", "您好："},
        {"先生", "您好："},
        {"<b>先生", "您好："},
        {"Tom先生", "您好："},
        {"点击链接领取补贴的先生", "您好："},
        {"😀女士", "您好："},
        {"oX1a2b3c", "您好："},
    }));
    CAPTURE(name);
    CHECK(draft::greeting(name) == expected);
}

TEST_CASE("dates are the town's", "[draft]") {
    CHECK(
        draft::chinese_date(model::parse_rfc3339("2026-11-22T16:00:00Z").value()) ==
        "2026年11月23日"
    );
    CHECK(
        draft::chinese_date(model::parse_rfc3339("2026-01-05T00:00:00+08:00").value()) ==
        "2026年1月5日"
    );
}

namespace {

model::PublishedDocument subsidy(model::DocumentStatus status) {
    model::PublishedDocument published;
    published.document.id = "elder";
    published.document.title = "养老服务补贴办法";
    published.document.number = "马府发〔2026〕12号";
    published.document.in_force_from = "2026-01-01";
    published.document.text =
        "第一条 年满七十周岁的老年人可以申请养老服务补贴。\n第二条 补贴标准为每月三百元。";
    published.state.status = status;
    return published;
}

model::Draft quoting(const std::string& text, const std::string& document = "") {
    static const knowledge::FaqIndex entries({permit(), lamp()});
    static const knowledge::PassageIndex passages(std::vector{
        subsidy(model::DocumentStatus::in_force)});
    auto request = request_of(text);
    request.document = document;
    return make_draft(request, {entries, &passages}, templates::Renderer(), kNow);
}

}  // namespace

TEST_CASE("a draft quotes the article word for word, with its source", "[draft]") {
    const auto made = quoting("年满七十周岁的老年人怎么申请养老服务补贴？");
    REQUIRE(made.sources.size() == 1);
    CHECK(made.sources.front().document == "elder");
    CHECK(made.sources.front().source == "《养老服务补贴办法》（马府发〔2026〕12号）第一条");
    CHECK(
        has(made.text,
            "《养老服务补贴办法》（马府发〔2026〕12号）第一条规定：\n"
            "“年满七十周岁的老年人可以申请养老服务补贴。”")
    );
    CHECK_FALSE(has(made.text, "【待填】"));
}

TEST_CASE("a question about something else quotes nothing", "[draft]") {
    const auto made = quoting("路灯坏了找谁修？");
    for (const auto& source : made.sources)
        CHECK(source.document.empty());
    CHECK_FALSE(has(made.text, "规定："));
}

TEST_CASE("of the document that is asked about the nearest article is quoted", "[draft]") {
    const auto made = quoting("标准是多少", "elder");
    REQUIRE_FALSE(made.sources.empty());
    CHECK(made.sources.back().article == "第二条");
    CHECK(quoting("标准是多少").sources.empty());
}
