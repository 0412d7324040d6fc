// Where FAQ entries are used, what comes of it, and what expires with them.
#include "board/desk/evaluations.hpp"
#include "board/desk/faq_keeping.hpp"
#include "board/desk/publications.hpp"
#include "board/store/database.hpp"
#include "board/store/faq_use_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;

namespace {

struct UsesGround : test::DeskGround {
    desk::FaqKeeping faq{database, *town, clock};

    desk::FaqItem item() const { return faq.items().front(); }

    void end_on(const std::string& day) {
        auto entry = item().entry;
        entry.valid_to = day;
        REQUIRE(std::holds_alternative<std::int64_t>(faq.put(entry, "zhao", std::nullopt)));
    }
};

}  // namespace

TEST_CASE_METHOD(UsesGround, "an entry's standing follows the days of Shanghai", "[desk]") {
    clock.set("2026-11-26T23:59:59+08:00");
    end_on("2026-11-26");
    CHECK(item().standing == "ending");
    clock.set("2026-11-27T00:00:00+08:00");
    CHECK(item().standing == "expired");
    end_on("2026-12-27");
    CHECK(item().standing == "ending");
    end_on("2026-12-28");
    CHECK(item().standing == "current");
    auto entry = item().entry;
    entry.valid_from = "2026-11-28";
    REQUIRE(std::holds_alternative<std::int64_t>(faq.put(entry, "zhao", std::nullopt)));
    CHECK(item().standing == "not_yet");
    entry.valid_from = "";
    REQUIRE(std::holds_alternative<std::int64_t>(faq.put(entry, "zhao", std::nullopt)));
    CHECK(item().standing == "undated");
}

TEST_CASE_METHOD(UsesGround, "a reply that was made from an entry counts for it", "[desk]") {
    auto made = message("k", "银春路的路灯坏了，请问路灯不亮了找谁报修？");
    made.publish = model::PublishConsent::yes;
    const auto number = taken_in(made);
    const auto draft = tickets().view(handler, number)->draft;
    REQUIRE(draft.sources.size() == 1);
    REQUIRE(test::verdict(tickets().reply(handler, ref(handler, number), draft.text)) == "ok");
    CHECK(item().uses.replied == 1);
    CHECK(item().uses.kept == 100);
    CHECK(item().uses.drafted == 1);
    CHECK(item().uses.draft_kept == 100);

    SECTION("and what the citizen says of it") {
        desk::Evaluations evaluations(uses());
        const desk::EvaluationGiven bad{model::Satisfaction::dissatisfied, "没修", ""};
        REQUIRE(test::verdict(evaluations.by_citizen(number, bad)) == "ok");
        CHECK(item().uses.unsolved == 1);
        CHECK(item().uses.solved == 0);
    }

    SECTION("and its public copy is flagged when the entry expires") {
        desk::Publications publications(database, *town, clock);
        REQUIRE(
            test::verdict(publications.propose(handler, number, {"路灯", "路灯不亮", "已修。"}, 0)
            ) == "ok"
        );
        const auto hash = publications.view(reviewer, number)->text_hash;
        REQUIRE(
            test::verdict(publications.review(reviewer, number, {hash, true, true, true, ""})) ==
            "ok"
        );
        REQUIRE(item().dependents.size() == 1);
        CHECK(item().dependents.front().number == number);
        CHECK(publications.view(reviewer, number)->outdated.empty());
        const auto id = "case-" + item().dependents.front().case_id;
        CHECK_FALSE(publications.find(id)->outdated);
        end_on("2026-11-23");
        clock.set("2026-11-24T00:00:00+08:00");
        CHECK(publications.view(reviewer, number)->outdated.size() == 1);
        CHECK(publications.find(id)->outdated);
        CHECK(tickets().view(handler, number)->draft.sources.front().review == "expired");
        // What has expired is no longer on the board itself.
        CHECK_FALSE(publications.find("faq-lamp"));
        CHECK(publications.published("路灯不亮了找谁报修", "", 20).items.empty());
    }
}

TEST_CASE_METHOD(
    UsesGround, "a reply that says something else counts for its draft alone", "[desk]"
) {
    const auto number = taken_in(message("k", "路灯不亮了找谁报修？"));
    REQUIRE(tickets().view(handler, number)->draft.sources.size() == 1);
    REQUIRE(
        test::verdict(tickets().reply(handler, ref(handler, number), "明天有人来看。")) == "ok"
    );
    CHECK(item().uses.replied == 0);
    CHECK(item().uses.drafted == 1);
    CHECK(item().uses.draft_kept == 0);
}

TEST_CASE_METHOD(
    UsesGround, "what the system said at once counts, and what became of it", "[desk]"
) {
    auto asked = message("k", "路灯不亮了找谁报修？");
    asked.channel = "wechat_oa";
    asked.sender = "somebody";
    asked.passive_faq = "lamp";
    asked.passive_text = "请留言。";
    asked.turn = model::Turn::answered;
    const auto number = taken_in(asked);
    CHECK(item().uses.answered == 1);
    auto after = message("l", "");
    after.channel = asked.channel;
    after.sender = asked.sender;

    SECTION("thanks for what is solved") {
        after.text = "谢谢，解决了";
        after.turn = model::Turn::small_talk;
        (void)taken_in(after);
        CHECK(item().uses.solved == 1);
    }

    SECTION("thanks alone say nothing, nor a question") {
        after.turn = model::Turn::small_talk;
        after.text = "谢谢";
        (void)taken_in(after);
        after.delivery_key = "m";
        after.text = "解决了吗";
        (void)taken_in(after);
        CHECK(item().uses.solved == 0);
    }

    SECTION("it is not solved") {
        after.text = "没解决";
        after.number = number;
        after.continues = true;
        after.turn = model::Turn::reopening;
        (void)taken_in(after);
        CHECK(item().uses.unsolved == 1);
    }
}

TEST_CASE_METHOD(
    UsesGround, "entries that the offer's own words name count as offered, and no others", "[desk]"
) {
    auto dim = item().entry;
    dim.id = "dim";
    dim.question = "路灯太暗怎么办？";
    REQUIRE(std::holds_alternative<std::int64_t>(faq.put(dim, "zhao", std::nullopt)));
    dim.id = "other";
    dim.question = "都不是，转人工";
    REQUIRE(std::holds_alternative<std::int64_t>(faq.put(dim, "zhao", std::nullopt)));
    const auto choice = [](const char* digit, const std::string& question) {
        return templates::Value{{"digit", digit}, {"question", question}};
    };
    auto asked = message("k", "路灯");
    // What the conversation fills in (bot/conversation/said.cpp).
    templates::Value value{{"said", true}, {"offer", true}, {"number", asked.number}};
    const std::vector choices{choice("1", item().entry.question), choice("2", "路灯太暗怎么办？")};
    value.set("choices", choices);
    asked.passive_text = renderer.render_text("replies/talk", value);
    (void)taken_in(asked);
    for (const auto& each : faq.items()) {
        INFO(each.entry.id << "\n" << asked.passive_text);
        CHECK(each.uses.offered == (each.entry.id == "other" ? 0 : 1));
        CHECK(each.uses.answered == 0);
    }
}
