// Readers of the board: what they are offered before they ask, and what they say of an answer.
#include "board/desk/entry_feedback.hpp"
#include "board/desk/publications.hpp"
#include "board/desk/suggestions.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using desk::Heard;
using test::DeskGround;
using test::verdict;

namespace {

struct ReaderGround : DeskGround {
    std::string published(const std::string& key, const desk::PublicText& text) {
        auto made = message(key, "银春路的路灯坏了");
        made.publish = model::PublishConsent::yes;
        const auto number = taken_in(made);
        REQUIRE(verdict(tickets().reply(handler, ref(handler, number), "已修好。")) == "ok");
        const auto proposed = publications.propose(
            handler, number, text, publications.view(handler, number)->version
        );
        REQUIRE(verdict(proposed) == "ok");
        REQUIRE(
            verdict(publications.review(
                reviewer, number, {proposed->text_hash, true, true, true, "可以公开"}
            )) == "ok"
        );
        return number;
    }

    std::vector<std::string> offered(const std::string& subject, const std::string& text) {
        std::vector<std::string> titles;
        for (const auto& entry : suggestions.of(subject, text))
            titles.push_back(entry.title);
        return titles;
    }

    desk::Publications publications{database, *town, clock};
    desk::Suggestions suggestions{database, *town, publications, clock};
    desk::EntryFeedback feedback{database, *town, publications, clock};
};

const desk::PublicText kLibrary{
    "图书馆周六开门吗", "图书馆周六开不开门，孩子想去借书。", "周六上午九点到下午五点开放。"};

}  // namespace

TEST_CASE("answers and published questions like what is asked are offered", "[desk]") {
    ReaderGround ground;
    ground.published("k", kLibrary);
    CHECK(
        ground.offered("路灯", "小区外面的路灯坏了怎么办") ==
        std::vector<std::string>{"路灯不亮了找谁报修？"}
    );
    CHECK(ground.offered("", "图书馆周六开门吗？") == std::vector<std::string>{kLibrary.title});
    CHECK(ground.offered("", "今天天气真好啊我们去爬山").empty());
    CHECK(ground.offered("", "  \n").empty());
}

TEST_CASE("what must come before a person is offered nothing", "[desk]") {
    ReaderGround ground;
    CHECK(ground.offered("路灯不亮了找谁报修", "执法队的工作人员收受商户贿赂。").empty());
}

TEST_CASE("what was taken off the board is not offered any more", "[desk]") {
    ReaderGround ground;
    const auto number = ground.published("k", kLibrary);
    REQUIRE(ground.offered("", "图书馆周六开门吗？").size() == 1);
    REQUIRE(verdict(ground.publications.withdraw(ground.reviewer, number, "本人要求")) == "ok");
    CHECK(ground.offered("", "图书馆周六开门吗？").empty());
}

TEST_CASE("a reader speaks of an entry once a day, and without personal details", "[desk]") {
    ReaderGround ground;
    const auto say = [&](bool useful, const std::string& remark, const std::string& voter) {
        return ground.feedback.hear({"faq-lamp", useful, remark, voter});
    };
    CHECK(say(false, "没写电话，我的是13912345678。", "a").value() == Heard::kept);
    CHECK(say(true, "又来一次", "a").value() == Heard::said_today);
    CHECK(say(true, "", "b").value() == Heard::kept);
    auto opinions = ground.feedback.opinions(10);
    REQUIRE(opinions.size() == 1);
    CHECK(opinions[0].title == "路灯不亮了找谁报修？");
    CHECK(opinions[0].useful == 1);
    CHECK(opinions[0].useless == 1);
    REQUIRE(opinions[0].remarks.size() == 1);
    CHECK(opinions[0].remarks[0].text.find("13912345678") == std::string::npos);
    CHECK(opinions[0].remarks[0].text.find("没写电话") == 0);

    ground.clock.set("2026-11-24T00:00:00+08:00");
    CHECK(say(true, "今天看懂了", "a").value() == Heard::kept);
    const auto voters = ground.database.read([](store::Connection& connection) {
        auto row = connection.query("select count(*) from entry_voter");
        row.next();
        return row.integer(0);
    });
    CHECK(voters == 1);
}

TEST_CASE("a remark has a length, and an entry must be published", "[desk]") {
    ReaderGround ground;
    std::string longest;
    for (std::size_t i = 0; i < desk::EntryFeedback::kMaxRemark; ++i)
        longest += "长";
    CHECK(
        verdict(ground.feedback.hear({"faq-lamp", true, longest + "了", "a"})) == "text_too_long"
    );
    CHECK(verdict(ground.feedback.hear({"faq-lamp", true, longest, "a"})) == "ok");
    CHECK(verdict(ground.feedback.hear({"faq-none", true, "", "a"})) == "not_found");
    CHECK(verdict(ground.feedback.hear({"case-99", true, "", "a"})) == "not_found");
}

TEST_CASE("a unit's answers are its own, page after page, and follow the ticket", "[desk]") {
    ReaderGround ground;
    ground.published("a", {"一", "问", "答"});
    const auto second = ground.published("b", {"二", "问", "答"});
    const auto first_page = ground.publications.of_unit("cjzx", "", 1);
    REQUIRE(first_page.items.size() == 1);
    CHECK(first_page.items[0].title == "二");
    const auto last_page = ground.publications.of_unit("cjzx", first_page.next, 1);
    REQUIRE(last_page.items.size() == 1);
    CHECK(last_page.items[0].title == "一");
    CHECK(last_page.next.empty());
    CHECK(ground.publications.of_unit("zfd", "", 10).items.empty());
    REQUIRE(verdict(ground.publications.withdraw(ground.reviewer, second, "本人要求")) == "ok");
    CHECK(ground.publications.of_unit("cjzx", "", 10).items.size() == 1);
    CHECK(ground.publications.addresses(10).size() == 2);
    CHECK(ground.publications.newest(10).front().title == "一");
}
