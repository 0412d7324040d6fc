// What rests on policy documents, and what becomes of it when they end or change.
#include "policy_ground.hpp"

using namespace huiying;
using desk::DocumentEnd;
using test::elder_care;
using test::PolicyGround;

namespace {

struct RestingGround : PolicyGround {
    RestingGround() {
        publish(elder_care(), both);
        keep_entry();
    }

    std::string verdict_now() {
        const auto asked = message("sure", "养老服务补贴每月多少钱？");
        return desk::sure_answer(*town->snapshot(), renderer, asked, clock.now()) ? "sure"
                                                                                  : "not sure";
    }

    model::Draft draft_of(const std::string& number) {
        return tickets().view(dispatcher, number)->draft;
    }
};

bool has(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE_METHOD(RestingGround, "an entry is in doubt when its document ends", "[policy]") {
    CHECK(verdict_now() == "sure");
    CHECK(item("elder").dependents == 1);
    REQUIRE(end("elder", DocumentEnd::repeal) == "ok");
    REQUIRE(entry().doubts.size() == 1);
    CHECK(entry().doubts.front().reason == "《马桥镇养老服务补贴实施办法》已废止");
    CHECK(verdict_now() == "not sure");
    CHECK(documents.view(dispatcher, "elder")->entries.front().in_doubt);
    CHECK(publications.find("faq-subsidy")->outdated);

    SECTION("until somebody says that it is still right") {
        REQUIRE(test::verdict(links.settle(reviewer, "subsidy")) == "ok");
        CHECK(test::verdict(links.settle(reviewer, "subsidy")) == "not_found");
        CHECK(entry().doubts.empty());
        CHECK(verdict_now() == "sure");
    }

    SECTION("or writes its answer anew, not its subject") {
        auto changed = entry().entry;
        changed.topic = "民生";
        REQUIRE(std::holds_alternative<std::int64_t>(faq.put(changed, "fang", std::nullopt)));
        CHECK(entry().doubts.size() == 1);
        changed.answer = "补贴已经停发。";
        REQUIRE(std::holds_alternative<std::int64_t>(faq.put(changed, "fang", std::nullopt)));
        CHECK(entry().doubts.empty());
    }
}

TEST_CASE_METHOD(RestingGround, "a document ends with its last day by itself", "[policy]") {
    auto document = elder_care();
    document.expires_on = "2026-11-23";
    publish(document, both);
    CHECK(documents.expire_due() == 0);
    clock.set("2026-11-24T00:00:00+08:00");
    CHECK(board.find("elder")->document.status == "expired");
    CHECK(documents.expire_due() == 1);
    CHECK(documents.expire_due() == 0);
    CHECK(item("elder").state.status == model::DocumentStatus::expired);
    REQUIRE(entry().doubts.size() == 1);
    CHECK(has(entry().doubts.front().reason, "已失效"));
}

TEST_CASE_METHOD(RestingGround, "a changed text puts in doubt and names its articles", "[policy]") {
    auto document = elder_care();
    document.interpretation = "只改解读。";
    publish(document, both);
    CHECK(entry().doubts.empty());
    document.text.replace(document.text.find("三百元"), std::string("三百元").size(), "四百元");
    publish(document, text);
    REQUIRE(entry().doubts.size() == 1);
    CHECK(entry().doubts.front().reason == "《马桥镇养老服务补贴实施办法》正文改了（第二条）");
}

TEST_CASE_METHOD(RestingGround, "who was answered from it is told again, once", "[policy]") {
    const auto number = taken_in(message("k", "请问养老服务补贴每月多少钱？"));
    (void)tickets().assign(dispatcher, ref(dispatcher, number), "cjzx", "");
    auto draft = draft_of(number);
    REQUIRE(test::verdict(tickets().reply(handler, ref(handler, number), draft.text)) == "ok");
    CHECK(item("elder").to_tell == 0);
    REQUIRE(end("elder", DocumentEnd::expire) == "ok");
    const auto view = *documents.view(dispatcher, "elder");
    REQUIRE(view.to_tell.size() == 1);
    CHECK(view.to_tell.front().number == number);
    CHECK(documents.view(handler, "elder")->to_tell.empty());
    REQUIRE(test::verdict(documents.tell(dispatcher, "elder", number)) == "ok");
    CHECK(test::verdict(documents.tell(dispatcher, "elder", number)) == "not_found");
    CHECK(item("elder").to_tell == 0);
    CHECK(documents.view(dispatcher, "elder")->to_tell.front().told_by == "zhou");
}

TEST_CASE_METHOD(PolicyGround, "a draft quotes the article, and never one that ended", "[policy]") {
    publish(elder_care(), both);
    const std::string asked = "养老服务补贴标准每人每月多少钱？年满七十周岁的老年人怎么申请？";
    auto draft = tickets().view(dispatcher, taken_in(message("k", asked)))->draft;
    REQUIRE(draft.sources.size() == 1);
    CHECK(draft.sources.front().document == "elder");
    CHECK(has(draft.text, "《马桥镇养老服务补贴实施办法》（马府发〔2026〕12号）"));
    CHECK(has(draft.text, draft.sources.front().article + "规定：\n“"));
    REQUIRE(end("elder", DocumentEnd::repeal) == "ok");
    draft = tickets().view(dispatcher, taken_in(message("l", asked)))->draft;
    CHECK(draft.sources.empty());
    CHECK_FALSE(has(draft.text, "养老服务补贴实施办法"));
}

TEST_CASE_METHOD(PolicyGround, "a ticket says which document it asks about", "[policy]") {
    publish(elder_care(), both);
    auto made = message("k", "补贴标准是每人每月多少，由谁发放？");
    made.document = "elder";
    const auto number = taken_in(made);
    const auto asked = links.of(dispatcher, number).value();
    REQUIRE(asked);
    CHECK(asked->title == "马桥镇养老服务补贴实施办法");
    CHECK(asked->by == "citizen");
    const auto draft = tickets().view(dispatcher, number)->draft;
    REQUIRE(draft.sources.size() == 1);
    CHECK(draft.sources.front().article == "第二条");

    SECTION("staff say otherwise, where they may see it") {
        REQUIRE(test::verdict(links.set(dispatcher, number, "")) == "ok");
        CHECK_FALSE(links.of(dispatcher, number).value());
        CHECK(test::verdict(links.set(dispatcher, number, "nothing")) == "bad_request");
        CHECK(test::verdict(links.set(dispatcher, "261123-00000-00000", "elder")) == "not_found");
    }

    SECTION("one that nobody published is not linked") {
        auto other = message("l", "补贴标准是每人每月多少，由谁发放？");
        other.document = "nothing";
        CHECK_FALSE(links.of(dispatcher, taken_in(other)).value());
    }
}

TEST_CASE_METHOD(
    RestingGround, "an entry rests on what is published, article by article", "[policy]"
) {
    auto changed = entry().entry;
    changed.documents = {{"elder", "第九条"}};
    const auto refused = faq.put(changed, "fang", std::nullopt);
    REQUIRE(std::holds_alternative<desk::FaqRefused>(refused));
    CHECK(std::get<desk::FaqRefused>(refused).trouble.field == "documents");
    changed.documents = {{"nothing", ""}};
    CHECK(std::holds_alternative<desk::FaqRefused>(faq.put(changed, "fang", std::nullopt)));

    SECTION("and a file brings and takes it") {
        const auto exported = faq.exported(desk::SheetForm::csv);
        CHECK(has(exported, "政策文件"));
        CHECK(has(exported, "马府发〔2026〕12号 第二条"));
        const auto read = desk::read_faq_file(
            "编号,政策文件\nsubsidy,《马桥镇养老服务补贴实施办法》第一条、第二条\n"
        );
        const auto report = faq.import(
            std::get<desk::FaqFile>(read), {.replace = true, .keep_review = true}, "fang"
        );
        REQUIRE(report.lines.size() == 1);
        CHECK(report.lines.front().result == desk::FaqImportLine::Result::changed);
        CHECK(
            entry().entry.documents ==
            std::vector<model::FaqBasis>{{"elder", "第一条"}, {"elder", "第二条"}}
        );
        CHECK(faq.versions("subsidy").front().changed == std::vector<std::string>{"documents"});
    }
}
