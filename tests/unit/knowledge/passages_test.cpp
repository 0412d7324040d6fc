// How a pasted text becomes articles, and which of them a question finds.
#include "board/knowledge/passage_index.hpp"
#include "catch.hpp"

using namespace huiying;
using knowledge::PassageIndex;
using knowledge::passages_of;

namespace {

const auto kNow = model::parse_rfc3339("2026-11-23T10:00:00+08:00").value();

const std::string kText = R"(马桥镇养老服务补贴实施办法
第一章 总则
第一条 为了做好本镇养老服务，制定本办法。
第二章 申请和审核
第二条　本镇户籍、年满七十周岁的老年人，可以申请养老服务补贴。
补贴标准为每人每月三百元。
第三条 申请人持身份证到社区事务受理服务中心提出申请，镇社区事务办公室十个工作日内审核。
第十二条之一 本办法由镇社区事务办公室解释。)";

model::PublishedDocument document(const std::string& id, model::DocumentStatus status) {
    model::PublishedDocument published;
    published.document.id = id;
    published.document.title = "马桥镇养老服务补贴实施办法";
    published.document.number = "马府发〔2026〕12号";
    published.document.in_force_from = "2026-01-01";
    published.document.text = kText;
    published.state.status = status;
    published.state.version = published.state.published_version = 1;
    return published;
}

}  // namespace

TEST_CASE("a text is split where an article begins", "[passages]") {
    const auto passages = passages_of(kText);
    REQUIRE(passages.size() == 5);
    CHECK(passages[0].heading == "序言");
    CHECK(passages[0].text == "马桥镇养老服务补贴实施办法");
    CHECK(passages[1].heading == "第一条");
    CHECK(passages[1].chapter == "第一章 总则");
    CHECK(passages[2].heading == "第二条");
    CHECK(passages[2].chapter == "第二章 申请和审核");
    CHECK(passages[2].text.ends_with("\n补贴标准为每人每月三百元。"));
    CHECK(passages[4].heading == "第十二条之一");
    CHECK(passages[4].text == "本办法由镇社区事务办公室解释。");
}

TEST_CASE("an article that is only cited begins nothing", "[passages]") {
    const auto passages = passages_of("第一条 依照第三条办理。\n按照第五条的规定执行。");
    REQUIRE(passages.size() == 1);
    CHECK(passages[0].text == "依照第三条办理。\n按照第五条的规定执行。");
}

TEST_CASE("without articles the numbered parts are the passages, else the lines", "[passages]") {
    const auto parts =
        passages_of("关于停水的通知\r\n一、时间：周一。\r\n请提前储水。\r\n二、范围：一村。");
    REQUIRE(parts.size() == 3);
    CHECK(parts[1].heading == "一、");
    CHECK(parts[1].text == "时间：周一。\n请提前储水。");
    const auto lines = passages_of("停水。\n\n　\n请储水。");
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].heading == "第2段");
    CHECK(passages_of(" \n　\n").empty());
}

TEST_CASE("a question finds the article that answers it", "[passages]") {
    const PassageIndex index({document("elder", model::DocumentStatus::in_force)});
    const auto hits = index.search("养老服务补贴每个月多少钱，多大年纪可以申请", 1, kNow);
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].document == "elder");
    CHECK(hits[0].passage.heading == "第二条");
    CHECK(hits[0].number == "马府发〔2026〕12号");
    CHECK(hits[0].confidence > 0.05);
    CHECK(
        knowledge::citation(hits[0].title, hits[0].number, hits[0].passage.heading) ==
        "《马桥镇养老服务补贴实施办法》（马府发〔2026〕12号）第二条"
    );
}

TEST_CASE("nothing is found in what is not in force, not public, or not yet", "[passages]") {
    const std::string asked = "养老服务补贴怎么申请";
    for (const auto status :
         {model::DocumentStatus::draft,
          model::DocumentStatus::expired,
          model::DocumentStatus::replaced,
          model::DocumentStatus::repealed})
        CHECK(PassageIndex({document("elder", status)}).search(asked, 3, kNow).empty());
    auto later = document("elder", model::DocumentStatus::in_force);
    later.document.in_force_from = "2026-11-24";
    CHECK(PassageIndex({later}).search(asked, 3, kNow).empty());
    auto over = document("elder", model::DocumentStatus::in_force);
    over.document.expires_on = "2026-11-22";
    CHECK(PassageIndex({over}).search(asked, 3, kNow).empty());
    auto directed = document("elder", model::DocumentStatus::in_force);
    directed.document.visibility = model::DocumentVisibility::directed;
    CHECK(PassageIndex({directed}).search(asked, 3, kNow).empty());
}

TEST_CASE(
    "an index that is changed finds what the new text says, of one document too", "[passages]"
) {
    const PassageIndex before({document("elder", model::DocumentStatus::in_force)});
    auto other = document("heat", model::DocumentStatus::in_force);
    other.document.title = "马桥镇高温天气作业办法";
    other.document.text = "第一条 高温天气室外作业不得超过六小时。";
    const auto after = before.changed({other, document("elder", model::DocumentStatus::in_force)});
    CHECK(before.search("高温天气室外作业可以几个小时", 1, kNow).front().document == "elder");
    CHECK(after.search("高温天气室外作业可以几个小时", 1, kNow).front().document == "heat");
    const auto of_one = after.search("高温天气养老补贴怎么申请", 1, kNow, "elder");
    REQUIRE(of_one.size() == 1);
    CHECK(of_one.front().document == "elder");
}
