// The wordings that come with the product at the desk: offered for a ticket, in letters of moves,
// and what a reply is checked against.
#include "board/desk/acceptance.hpp"
#include "board/desk/month_reports.hpp"
#include "board/desk/period_figures.hpp"
#include "board/desk/reply_sample.hpp"
#include "board/desk/reply_templates.hpp"
#include "board/model/field_fault.hpp"
#include "board/store/database.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

#include <algorithm>

using namespace huiying;

namespace {

const std::string kAsked = "银春路的路灯坏了，请问路灯不亮了找谁报修？";

struct WordingsGround : test::DeskGround {
    desk::ReplyTemplates templates{uses()};

    std::string taken(const std::string& channel = "board") {
        auto made = message("k" + channel, kAsked);
        made.channel = channel;
        made.sender = channel == "board" ? "" : "openid";
        made.subject = "路灯不亮";
        made.sender_name = "王女士";
        return taken_in(made);
    }

    std::vector<desk::FilledTemplate> offered(const std::string& number) const {
        return templates.filled_for(handler, number).value();
    }
};

bool has(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

bool names(const std::vector<std::string>& findings, const std::string& words) {
    return std::any_of(findings.begin(), findings.end(), [&](const std::string& finding) {
        return has(finding, words);
    });
}

}  // namespace

TEST_CASE_METHOD(WordingsGround, "shipped wordings come after the town's own", "[desk]") {
    const auto number = taken();
    const model::ReplyTemplate own{.title = "派人", .wording = "{{称呼}}\n已派人。"};
    REQUIRE(test::verdict(templates.keep(dispatcher, own)) == "ok");
    const auto all = offered(number);
    REQUIRE(all.size() > 20);
    CHECK(all[0].title == "派人");
    CHECK(all[0].stage.empty());
    CHECK(all[1].stage == "final_reply");
    CHECK(has(all[1].text, "王女士，您好：\n\n您咨询的“路灯不亮”收悉，现答复如下："));
    CHECK(has(all[1].text, "【待填：答复内容】"));
    CHECK(all[1].open == std::vector<std::string>{"答复内容", "依据"});
    for (std::size_t i = 1; i < all.size(); ++i) {
        CAPTURE(all[i].title);
        CHECK(all[i].id == 0);
        CHECK_FALSE(has(all[i].text, "{{"));
    }
    CHECK(std::any_of(all.begin(), all.end(), [](const auto& one) {
        return has(one.title, "信息公开：予以公开");
    }));
}

TEST_CASE_METHOD(WordingsGround, "in a talk they are bubbles", "[desk]") {
    const auto all = offered(taken("wechat_oa"));
    CHECK(all[0].stage == "final_reply");
    CHECK(has(all[0].text, "王女士，您好：\n您咨询的“路灯不亮”，现答复如下："));
}

TEST_CASE_METHOD(
    WordingsGround, "a copy that the town keeps is filled in like its original", "[desk]"
) {
    const auto number = taken();
    const auto shipped = templates.shipped("complaint", "letter").value();
    CHECK(shipped.kinds.size() == 10);
    CHECK(shipped.lengths.size() == 3);
    const auto extended =
        std::find_if(shipped.items.begin(), shipped.items.end(), [](const auto& item) {
            return item.stage == "extended";
        });
    REQUIRE(extended != shipped.items.end());
    CHECK(has(extended->sample, "经批准延期"));
    REQUIRE(
        test::verdict(templates.keep(dispatcher, {.title = "延期", .wording = extended->wording})
        ) == "ok"
    );
    const auto copy = offered(number).front();
    CHECK(has(copy.text, "“路灯不亮”收悉（受理编号：" + number + "）"));
    CHECK(std::find(copy.open.begin(), copy.open.end(), "原因") != copy.open.end());
    CHECK(test::verdict(templates.shipped("nothing", "")) == "bad_request");
    CHECK(test::verdict(templates.shipped("", "novel")) == "bad_request");
}

TEST_CASE_METHOD(
    WordingsGround, "a refusal carries its reason's way and what staff wrote", "[desk]"
) {
    const auto number = taken();
    desk::Acceptance acceptance(uses());
    const desk::NotAccepted petition{
        model::NonAcceptance::petition, "您反映的是对信访答复的意见。", "区信访办", ""};
    REQUIRE(
        test::verdict(acceptance.not_accept(dispatcher, ref(dispatcher, number), petition)) == "ok"
    );
    const auto view = tickets().view(dispatcher, number).value();
    REQUIRE_FALSE(view.talk.empty());
    const auto& letter = view.talk.back().text;
    for (const auto* words :
         {"不予受理，原因是：信访事项。",
          "《信访工作条例》",
          "说明：您反映的是对信访答复的意见。",
          "请通过以下渠道提出：区信访办",
          "王女士，您好："}) {
        CAPTURE(words);
        CHECK(has(letter, words));
    }
}

TEST_CASE_METHOD(WordingsGround, "a reply is held to its channel's room", "[desk]") {
    const desk::ReplySample sample(uses());
    std::string text = "您好，路灯已于11月24日修好。根据《市政设施维护办法》，今后每月巡查。";
    for (int i = 0; i < 3'400; ++i)
        text += "长";
    CHECK(names(sample.findings(handler, taken("wechat_oa"), text).value(), "微信公众号一次最多发")
    );
    CHECK_FALSE(names(sample.findings(handler, taken(), text).value(), "一次最多发"));
}

TEST_CASE_METHOD(WordingsGround, "an evasive reply is counted for who sees its ticket", "[desk]") {
    const auto number = taken();
    REQUIRE(
        test::verdict(tickets().reply(handler, ref(handler, number), "已转相关部门。")) == "ok"
    );
    const desk::PeriodFigures figures(database, *town, clock);
    const auto today = std::chrono::sys_days{model::local_date(clock.now())};
    const desk::PeriodAsked asked{.span = {today, today}};
    const auto seen = figures.period(handler, asked).value().total;
    CHECK(seen[model::Tally::checked] == 1);
    CHECK(seen[model::Tally::evasive] == 1);
    CHECK(figures.period(enforcer, asked).value().total[model::Tally::evasive] == 0);
    const desk::SelectionAsked evasive{.what = model::Selection::evasive};
    CHECK(figures.tickets(handler, asked, evasive).value().total == 1);
    CHECK(figures.tickets(enforcer, asked, evasive).value().total == 0);

    const model::Staff everybody{{}, "", "", "", {model::Role::administrator}, true};
    const desk::MonthReports reports(database, *town, clock);
    const auto month = model::to_iso(model::local_date(clock.now())).substr(0, 7);
    const auto report = reports.view(everybody, month).value().text;
    INFO(report);
    CHECK(has(report, "空泛答复率100%（1/1）"));
    CHECK(has(report, "答复内容空泛的（没有写明谁做了什么、何时、为什么）："));
}
