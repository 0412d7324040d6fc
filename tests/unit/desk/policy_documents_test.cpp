// How policy documents are written, reviewed, published with their interpretation, and ended.
#include "policy_ground.hpp"

using namespace huiying;
using desk::DocumentEnd;
using desk::DocumentSync;
using model::DocumentPart;
using model::DocumentStatus;
using test::elder_care;
using test::PolicyGround;

TEST_CASE_METHOD(PolicyGround, "a text is published after a second person's review", "[policy]") {
    REQUIRE(keep(elder_care()) == "ok");
    CHECK(test::verdict(documents.publish(writer, "elder", text)) == "review_needed");
    const auto hash = documents.view(writer, "elder")->text.text_hash;
    const desk::DocumentReview passed{DocumentPart::text, hash, true, true, true, ""};
    CHECK(test::verdict(documents.review(writer, "elder", passed)) == "second_person_needed");
    CHECK(board.list("").empty());
    REQUIRE(test::verdict(documents.review(reviewer, "elder", passed)) == "ok");
    REQUIRE(test::verdict(documents.publish(writer, "elder", text)) == "ok");
    CHECK(item("elder").state.status == DocumentStatus::in_force);
    REQUIRE(board.list("养老").size() == 1);
    CHECK(board.find("elder")->passages.size() == 2);
    CHECK(board.find("elder")->interpretation.empty());
}

TEST_CASE_METHOD(PolicyGround, "a review is of the very text that was read", "[policy]") {
    REQUIRE(keep(elder_care()) == "ok");
    const auto hash = documents.view(reviewer, "elder")->text.text_hash;
    auto changed = elder_care();
    changed.text += "\n第三条 本办法自发布之日起施行。";
    REQUIRE(keep(changed) == "ok");
    const desk::DocumentReview old{DocumentPart::text, hash, true, true, true, ""};
    CHECK(test::verdict(documents.review(reviewer, "elder", old)) == "text_changed");
    REQUIRE(pass("elder", DocumentPart::text) == "ok");
    changed.expires_on = "2027-12-31";
    REQUIRE(keep(changed) == "ok");
    CHECK(test::verdict(documents.publish(writer, "elder", text)) == "review_needed");
}

TEST_CASE_METHOD(
    PolicyGround, "who wrote a part may not review it after somebody changed the other", "[policy]"
) {
    REQUIRE(keep(elder_care()) == "ok");
    auto changed = elder_care();
    changed.interpretation = "另一种解读。";
    REQUIRE(test::verdict(documents.keep(reviewer, changed, 1)) == "ok");
    const auto view = *documents.view(writer, "elder");
    const auto given = [](DocumentPart part, const std::string& hash) {
        return desk::DocumentReview{part, hash, true, true, true, ""};
    };
    CHECK(
        test::verdict(
            documents.review(writer, "elder", given(DocumentPart::text, view.text.text_hash))
        ) == "second_person_needed"
    );
    CHECK(
        test::verdict(documents.review(
            writer, "elder", given(DocumentPart::interpretation, view.interpretation.text_hash)
        )) == "ok"
    );
}

TEST_CASE_METHOD(PolicyGround, "a refusal says why and publishes nothing", "[policy]") {
    REQUIRE(keep(elder_care()) == "ok");
    const auto hash = documents.view(reviewer, "elder")->text.text_hash;
    desk::DocumentReview refused{DocumentPart::text, hash, false, true, true, " "};
    CHECK(test::verdict(documents.review(reviewer, "elder", refused)) == "empty_text");
    refused.opinion = "涉及内部资料";
    REQUIRE(test::verdict(documents.review(reviewer, "elder", refused)) == "ok");
    CHECK(test::verdict(documents.publish(writer, "elder", text)) == "review_needed");
    REQUIRE(pass("elder", DocumentPart::text) == "ok");
    REQUIRE(test::verdict(documents.review(reviewer, "elder", refused)) == "ok");
    CHECK(test::verdict(documents.publish(writer, "elder", text)) == "review_needed");
}

TEST_CASE_METHOD(
    PolicyGround, "a change of what is published is seen when it was reviewed", "[policy]"
) {
    publish(elder_care(), both);
    auto changed = elder_care();
    changed.text = "第一条 年满六十五周岁的老年人可以申请养老服务补贴。";
    REQUIRE(keep(changed) == "ok");
    CHECK(item("elder").is_text_new);
    CHECK(board.find("elder")->passages.size() == 2);
    REQUIRE(pass("elder", DocumentPart::text) == "ok");
    REQUIRE(test::verdict(documents.publish(writer, "elder", text)) == "ok");
    CHECK(board.find("elder")->passages.size() == 1);
    CHECK_FALSE(item("elder").is_text_new);
}

TEST_CASE_METHOD(PolicyGround, "two who change one version: the second is told", "[policy]") {
    REQUIRE(test::verdict(documents.keep(writer, elder_care(), 0)) == "ok");
    auto changed = elder_care();
    changed.subject = "养老";
    CHECK(test::verdict(documents.keep(reviewer, changed, 0)) == "already_exists");
    REQUIRE(test::verdict(documents.keep(reviewer, changed, 1)) == "ok");
    changed.subject = "民生";
    CHECK(test::verdict(documents.keep(writer, changed, 1)) == "version_conflict");
    REQUIRE(test::verdict(documents.keep(writer, changed, 2)) == "ok");
    changed.subject = "老龄";
    CHECK(test::verdict(documents.keep(writer, changed, 2)) == "version_conflict");
}

TEST_CASE_METHOD(PolicyGround, "what is wrong is said at its field", "[policy]") {
    const auto refused = [&](auto change) {
        auto document = elder_care();
        change(document);
        const auto kept = documents.keep(writer, document, 0);
        const auto* why = std::get_if<desk::DocumentRefused>(&kept);
        return why == nullptr ? std::string("ok") : why->trouble.field;
    };
    CHECK(refused([](auto& each) { each.title = " \n"; }) == "title");
    CHECK(refused([](auto& each) { each.id = "养老"; }) == "id");
    CHECK(refused([](auto& each) { each.in_force_from = "2026-02-30"; }) == "in_force_from");
    CHECK(refused([](auto& each) { each.expires_on = "2026-01-31"; }) == "expires_on");
    CHECK(refused([](auto& each) { each.unit = "nobody"; }) == "unit");
    CHECK(refused([](auto& each) { each.text = std::string("\xff\xfe"); }) == "text");
    CHECK(refused([](auto& each) {
              each.interpretation_document = "elder";
          }) == "interpretation_document");
    CHECK(refused([](auto& each) {
              each.visibility = model::DocumentVisibility::directed;
          }) == "directed_to");
}

TEST_CASE_METHOD(
    PolicyGround, "a text without its interpretation is flagged until that comes", "[policy]"
) {
    model::Staff colleague{{0}, "gu", "顾工", "cjzx", {model::Role::handler}, true};
    colleague.id = database.write([&](store::Connection& connection) {
        return store::PeopleRepository(connection).add(colleague, "", clock.now());
    });
    const desk::Escalation bell(database, *town, clock, announce());
    publish(elder_care(), text);
    CHECK(item("elder").sync == DocumentSync::lacks_interpretation);
    const auto told = bell.unread(colleague, 10);
    REQUIRE(told.size() == 1);
    CHECK(told.front().title == "政策文件与解读没有同步公开");
    CHECK(told.front().subject == "《马桥镇养老服务补贴实施办法》已公开，还没有同步公开解读");
    REQUIRE(pass("elder", DocumentPart::interpretation) == "ok");
    REQUIRE(
        test::verdict(documents.publish(writer, "elder", {DocumentPart::interpretation})) == "ok"
    );
    CHECK(item("elder").sync == DocumentSync::in_step);
    CHECK(bell.unread(colleague, 10).empty());
}

TEST_CASE_METHOD(PolicyGround, "an interpretation before its text is flagged too", "[policy]") {
    publish(elder_care(), {DocumentPart::interpretation});
    CHECK(item("elder").sync == DocumentSync::lacks_text);
    CHECK(board.find("elder")->passages.empty());
    CHECK(board.find("elder")->document.status == "draft");
    REQUIRE(pass("elder", DocumentPart::text) == "ok");
    REQUIRE(test::verdict(documents.publish(writer, "elder", text)) == "ok");
    CHECK(item("elder").sync == DocumentSync::in_step);
}

TEST_CASE_METHOD(PolicyGround, "an interpretation may be a document of its own", "[policy]") {
    auto document = elder_care();
    document.interpretation.clear();
    document.interpretation_document = "elder-explained";
    publish(document, text);
    CHECK(item("elder").sync == DocumentSync::lacks_interpretation);
    auto explained = elder_care();
    explained.id = "elder-explained";
    explained.title = "《马桥镇养老服务补贴实施办法》解读";
    explained.interpretation.clear();
    publish(explained, text);
    CHECK(item("elder").sync == DocumentSync::in_step);
    CHECK(item("elder-explained").sync == DocumentSync::in_step);
    CHECK(board.find("elder")->interpretation_document->id == "elder-explained");
    CHECK(board.find("elder-explained")->interprets->id == "elder");
}

TEST_CASE_METHOD(PolicyGround, "a cycle of replacements is refused and named", "[policy]") {
    publish(elder_care(), both);
    for (const auto* id : {"second", "third"}) {
        auto document = elder_care();
        document.id = id;
        document.title = std::string("办法") + id;
        publish(document, both);
    }
    CHECK(end("elder", DocumentEnd::replace, "elder") == "bad_request");
    CHECK(end("elder", DocumentEnd::replace, "nothing") == "bad_request");
    REQUIRE(end("elder", DocumentEnd::replace, "second") == "ok");
    REQUIRE(end("second", DocumentEnd::replace, "third") == "ok");
    const auto refused = documents.end(writer, "third", {DocumentEnd::replace, "elder", ""});
    CHECK(
        test::words(refused) ==
        "替代关系会成环：《办法third》→《马桥镇养老服务补贴实施办法》→《办法second》→《办法third》"
    );
    CHECK(item("third").state.status == DocumentStatus::in_force);
    CHECK(board.find("elder")->replaced_by->id == "second");
    CHECK(board.find("second")->replaces.front().id == "elder");
}

TEST_CASE_METHOD(PolicyGround, "what was never published cannot end", "[policy]") {
    REQUIRE(keep(elder_care()) == "ok");
    CHECK(end("elder", DocumentEnd::repeal) == "move_not_allowed");
    CHECK(end("nothing", DocumentEnd::repeal) == "not_found");
}

TEST_CASE_METHOD(PolicyGround, "directed and private documents are not on the board", "[policy]") {
    auto document = elder_care();
    document.visibility = model::DocumentVisibility::directed;
    document.directed_to = "各居委会";
    publish(document, both);
    CHECK(board.list("").empty());
    CHECK_FALSE(board.find("elder"));
    CHECK(item("elder").sync == DocumentSync::in_step);
    auto inner = elder_care();
    inner.id = "inner";
    inner.visibility = model::DocumentVisibility::closed;
    publish(inner, both);
    CHECK(documents.items(enforcer).size() == 1);
    CHECK_FALSE(documents.view(enforcer, "inner"));
    CHECK(documents.view(handler, "inner"));
}
