// 先审查、后公开: nothing of the catalogue is public before a second person has reviewed that text.
#include "board/store/catalogue_publication_repository.hpp"
#include "board/store/catalogue_repository.hpp"
#include "board/store/stand_in_repository.hpp"
#include "catalogue_ground.hpp"

#include <algorithm>

using namespace huiying;
using model::CatalogueState;
using test::CatalogueGround;

namespace {

struct PublishingGround : CatalogueGround {
    PublishingGround() {
        keep(monthly("water", 25));
        id = proposed("water", "2026-11-25");
    }

    desk::PublicationReview passed() const {
        return {view("water", id).publication.text_hash, true, true, true, "可以公开"};
    }

    /// The item's entry in the knowledge base; one without an id: none.
    model::FaqEntry entry() const {
        for (const auto& each : town->snapshot()->faq_entries())
            if (each.id == "mlgk-water")
                return each;
        return {};
    }

    std::int64_t id = 0;
};

}  // namespace

TEST_CASE_METHOD(PublishingGround, "who proposed a text does not review it", "[catalogue]") {
    CHECK(code(publishing.review(id, passed(), lu)) == "forbidden");
    CHECK(code(publishing.review(id, passed(), stranger)) == "forbidden");
    const auto own = publishing.propose("water", {"", "补充", "", "文"}, qian);
    const auto mine = std::get<std::int64_t>(own);
    auto review = passed();
    review.text_hash = view("water", mine).publication.text_hash;
    CHECK(code(publishing.review(mine, review, qian)) == "second_person_needed");
    CHECK(catalogue.shown_publications("water").empty());
    CHECK(code(publishing.review(mine, review, judge)) == "ok");
    CHECK(catalogue.shown_publications("water").size() == 1);
}

TEST_CASE_METHOD(PublishingGround, "a review is of one text and no other", "[catalogue]") {
    const auto review = passed();
    const auto version = view("water", id).publication.version;
    CHECK(
        code(publishing.propose_again(id, {"2026-11-25", "改了", "", "改过"}, version + 1, lu)) ==
        "version_conflict"
    );
    REQUIRE(
        code(publishing.propose_again(id, {"2026-11-25", "改了", "", "改过"}, version, lu)) == "ok"
    );
    CHECK(code(publishing.review(id, review, judge)) == "text_changed");
    // As somebody would who writes past the program.
    database.write([](store::Connection& connection) {
        connection.run("update catalogue_publication set text = '电话13912345678'");
    });
    CHECK(code(publishing.review(id, passed(), judge)) == "text_changed");
    CHECK(catalogue.shown_publications("water").empty());
}

TEST_CASE_METHOD(
    PublishingGround, "each of the three checks is needed, and a refusal says why", "[catalogue]"
) {
    auto review = passed();
    review.secrecy = false;
    review.opinion = " ";
    CHECK(code(publishing.review(id, review, judge)) == "reason_needed");
    review.opinion = "涉及工作秘密";
    REQUIRE(code(publishing.review(id, review, judge)) == "ok");
    CHECK(view("water", id).publication.state == CatalogueState::refused);
    CHECK(row("water").open.front().key == "2026-11-25");
    CHECK(code(publishing.review(id, passed(), judge)) == "move_not_allowed");
    CHECK(view("water", id).reviews.front().opinion == "涉及工作秘密");
}

TEST_CASE_METHOD(PublishingGround, "a text with somebody's number is not proposed", "[catalogue]") {
    const auto propose = [&](const std::string& link, const std::string& text) {
        return code(publishing.propose("water", {"", "题", link, text}, lu));
    };
    CHECK(propose("", "联系13912345678") == "phone_left");
    CHECK(propose("", "身份证310112199003074512") == "identity_left");
    CHECK(propose("", "") == "bad_request");
    CHECK(propose("javascript:alert(1)", "") == "bad_request");
    CHECK(propose("https://www.shmh.gov.cn/a\"onclick=", "") == "bad_request");
    CHECK(propose("https://www.shmh.gov.cn/13912345678.html", "") == "ok");
    CHECK(code(publishing.propose("water", {"2030-01-01", "题", "", "文"}, lu)) == "bad_request");
    CHECK(code(publishing.propose("water", {"", "题", "", "文"}, stranger)) == "forbidden");
    CHECK(code(publishing.propose("none", {"", "题", "", "文"}, lu)) == "not_found");
}

TEST_CASE_METHOD(PublishingGround, "what is taken off the board is due again", "[catalogue]") {
    REQUIRE(published("water", id) == "ok");
    CHECK(row("water").open.front().key == "2026-12-25");
    const auto version = view("water", id).publication.version;
    CHECK(
        code(publishing.propose_again(id, {"", "改", "", "改"}, version, lu)) == "move_not_allowed"
    );
    CHECK(code(publishing.withdraw(id, "", lu)) == "reason_needed");
    REQUIRE(code(publishing.withdraw(id, "数字有误", lu)) == "ok");
    CHECK(row("water").open.front().key == "2026-11-25");
    CHECK(catalogue.shown_publications("water").empty());
    CHECK(code(publishing.withdraw(id, "又撤", lu)) == "move_not_allowed");
}

TEST_CASE_METHOD(
    PublishingGround, "what is not public yet is seen by who works on it only", "[catalogue]"
) {
    CHECK(publishing.of_item("water", stranger).empty());
    CHECK(publishing.of_item("water", qian).size() == 1);
    REQUIRE(published("water", id) == "ok");
    CHECK(publishing.of_item("water", stranger).size() == 1);
}

TEST_CASE_METHOD(PublishingGround, "who may review is told that a text waits", "[catalogue]") {
    CHECK(told() == std::vector<std::string>{"qian catalogue_review"});
}

TEST_CASE_METHOD(
    PublishingGround, "a public text becomes an FAQ draft, one for each item", "[catalogue]"
) {
    CHECK(
        std::get<desk::CatalogueRefused>(publishing.to_faq(id, office)).errc ==
        model::Errc::move_not_allowed
    );
    REQUIRE(published("water", id) == "ok");
    CHECK(
        std::get<desk::CatalogueRefused>(publishing.to_faq(id, lu)).errc == model::Errc::forbidden
    );
    const auto made = std::get<desk::CatalogueFaqDraft>(publishing.to_faq(id, office));
    CHECK_FALSE(made.was_there);
    const auto snapshot = town->snapshot();
    const auto& entries = snapshot->faq_entries();
    const auto entry = std::find_if(entries.begin(), entries.end(), [&](const auto& each) {
        return each.id == made.id;
    });
    REQUIRE(entry != entries.end());
    CHECK(entry->question == "每月water公开了哪些内容？");
    CHECK(entry->answer == "预算已批复。");
    CHECK(entry->source == "2026年部门预算；条例第二十条");
    CHECK(entry->review == model::FaqReview::draft);
    CHECK_FALSE(entry->auto_answer);
    CHECK(std::get<desk::CatalogueFaqDraft>(publishing.to_faq(id, office)).was_there);
}

TEST_CASE_METHOD(PublishingGround, "of two texts for one cycle one becomes public", "[catalogue]") {
    const auto second = proposed("water", "2026-11-25", "另一份。");
    REQUIRE(published("water", id) == "ok");
    CHECK(published("water", second) == "bad_request");
    CHECK(view("water", second).publication.state == CatalogueState::proposed);
    CHECK(view("water", second).reviews.empty());
    // For none of the cycles it may.
    const auto version = view("water", second).publication.version;
    REQUIRE(
        code(publishing.propose_again(second, {"", "补充", "", "另一份。"}, version, lu)) == "ok"
    );
    CHECK(published("water", second) == "ok");
}

TEST_CASE_METHOD(
    PublishingGround, "what need not be published is not, whatever waits for it", "[catalogue]"
) {
    keep(item());
    const auto event = std::get<std::int64_t>(
        catalogue.start({.item = "budget", .what = "批复", .day = "2026-11-20"}, lu)
    );
    const auto text = proposed("budget", "event-" + std::to_string(event));
    CHECK(catalogue.drop(event, "内部事务信息", office)->errc == model::Errc::move_not_allowed);
    CHECK(row("budget").open.size() == 1);

    SECTION("it is dropped once the text is taken back") {
        REQUIRE(code(publishing.withdraw(text, "不用公开", lu)) == "ok");
        CHECK_FALSE(catalogue.drop(event, "内部事务信息", office));
    }
    SECTION("nor is a text passed for what was dropped") {
        database.write([&](store::Connection& connection) {
            store::CatalogueRepository(connection).drop_event(event, "涉密");
        });
        CHECK(published("budget", text) == "bad_request");
        CHECK(catalogue.shown_publications("budget").empty());
    }
}

TEST_CASE_METHOD(
    PublishingGround, "the knowledge base does not answer with what was withdrawn", "[catalogue]"
) {
    REQUIRE(published("water", id) == "ok");
    REQUIRE(std::holds_alternative<desk::CatalogueFaqDraft>(publishing.to_faq(id, office)));
    auto checked = entry();
    checked.review = model::FaqReview::reviewed;
    checked.auto_answer = true;
    checked.answer += "详见公开栏。";
    REQUIRE(std::holds_alternative<std::int64_t>(faq.put(checked, "sun", std::nullopt)));

    SECTION("the entry that was made of it is retired, and the person is told") {
        const auto withdrawn = publishing.withdraw(id, "数字有误", lu);
        CHECK(std::get<desk::CatalogueWithdrawn>(withdrawn).faq == "每月water公开了哪些内容？");
        CHECK(entry().review == model::FaqReview::retired);
        CHECK_FALSE(entry().auto_answer);
        CHECK(catalogue.history("water").front().detail.find("已停用") != std::string::npos);
    }
    SECTION("one that was made anew of another text stays") {
        const auto next = proposed("water", "2026-12-25", "下一期。");
        REQUIRE(published("water", next) == "ok");
        REQUIRE(std::holds_alternative<desk::CatalogueFaqDraft>(publishing.to_faq(next, office)));
        const auto withdrawn = publishing.withdraw(id, "数字有误", lu);
        CHECK(std::get<desk::CatalogueWithdrawn>(withdrawn).faq.empty());
        CHECK(entry().review == model::FaqReview::draft);
        CHECK(entry().answer == "下一期。");
    }
    SECTION("nothing of it happens where the withdrawal is refused") {
        CHECK(code(publishing.withdraw(id, " ", lu)) == "reason_needed");
        CHECK(entry().auto_answer);
    }
}

TEST_CASE_METHOD(
    CatalogueGround,
    "the office is told where the proposer stands in for the reviewer",
    "[catalogue]"
) {
    database.write([&](store::Connection& connection) {
        store::StandInRepository(connection).put({qian.id, lu.id, "2026-11-23", "2026-11-27", ""});
    });
    keep(monthly("water", 25));
    proposed("water", "2026-11-25");
    CHECK(told() == std::vector<std::string>{"zhao catalogue_review"});
}

TEST_CASE_METHOD(PublishingGround, "what is read of one item is what lists say", "[catalogue]") {
    keep(item());
    const auto event = std::get<std::int64_t>(
        catalogue.start({.item = "budget", .what = "批复", .day = "2026-11-20"}, lu)
    );
    REQUIRE(published("water", id) == "ok");
    const auto newest = proposed("water", "2026-12-25");
    REQUIRE(published("water", newest) == "ok");
    proposed("water", "");
    database.read([&](store::Connection& connection) {
        store::CataloguePublicationRepository publications(connection);
        const auto all = publications.done_of_all();
        const auto one = publications.done_of("water");
        CHECK(all.at("water").cycles == one.cycles);
        CHECK(one.cycles == std::set<std::string>{"2026-11-25", "2026-12-25"});
        CHECK(all.at("water").waiting == 1);
        CHECK(one.waiting == 1);
        CHECK(all.at("water").last->id == newest);
        CHECK(one.last->id == newest);
        CHECK_FALSE(all.contains("budget"));
        CHECK(publications.done_of("budget").cycles.empty());
        CHECK(store::CatalogueRepository(connection).open_events().size() == 1);
    });
    REQUIRE(published("budget", proposed("budget", "event-" + std::to_string(event))) == "ok");
    database.read([](store::Connection& connection) {
        CHECK(store::CatalogueRepository(connection).open_events().empty());
    });
    CHECK(catalogue.row("budget", lu)->open.empty());
    CHECK(catalogue.row("budget", lu)->may_work);
    CHECK_FALSE(catalogue.row("none", lu));
    CHECK(catalogue.shown_item("water")->last->id == newest);
    CHECK(catalogue.shown("cjzx").size() == 2);
    CHECK(catalogue.shown("zfd").empty());
}
