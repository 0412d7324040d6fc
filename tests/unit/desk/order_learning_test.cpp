#include "board/desk/order_learning.hpp"

#include "board/desk/faq_keeping.hpp"
#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/weights.hpp"
#include "board/store/faq_use_repository.hpp"
#include "board/store/learnt_order_repository.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using test::DeskGround;

namespace {

struct OrderGround : DeskGround {
    desk::OrderLearning learning{database, *town, clock};

    std::string entry_sent = town->snapshot()->faq_entries().front().id;

    /// Questions that a person answered by the entry.
    void answer(int count, int from = 0) {
        database.write([&](store::Connection& connection) {
            store::TicketRepository tickets(connection);
            for (int at = from; at < from + count; ++at) {
                auto record = test::ticket_record("Q" + std::to_string(at), "cjzx");
                record.ticket.kind = model::Kind::question;
                record.ticket.text = "请问路灯不亮了找谁报修" + std::to_string(at);
                record.ticket.received_at = clock.now();
                record.ticket.replied_at = clock.now();
                const auto id = tickets.add(record);
                store::FaqUseRepository(connection)
                    .add(
                        {.faq = entry_sent,
                         .ticket = id,
                         .way = store::FaqUseWay::replied,
                         .at = clock.now(),
                         .kept = 100}
                    );
            }
        });
    }

    std::int64_t keep(const std::string& weights) {
        return database.write([&](store::Connection& connection) {
            return store::LearntOrderRepository(connection).add({}, weights);
        });
    }

    double confidence() const {
        return town->snapshot()->faq().search("请问路灯不亮了找谁报修吗").front().confidence;
    }
};

std::string sceptical() {
    auto weights = knowledge::usual_weights();
    for (auto& one : weights.of)
        one.odds.back() -= 20;
    return knowledge::to_text(weights);
}

}  // namespace

TEST_CASE_METHOD(OrderGround, "too few answered questions teach nothing", "[order-learning]") {
    answer(desk::kLeastLearntFrom - 1);
    CHECK_FALSE(learning.learn("周办"));
    const auto view = learning.view();
    CHECK(view.answerable == desk::kLeastLearntFrom - 1);
    CHECK(view.items.empty());
    CHECK_FALSE(view.in_use);
}

TEST_CASE_METHOD(
    OrderGround, "what is learnt is kept with its figures, not in use", "[order-learning]"
) {
    answer(desk::kLeastLearntFrom);
    const auto row = learning.learn("周办");
    REQUIRE(row);
    CHECK(row->known == desk::kLeastLearntFrom);
    CHECK(row->answerable == desk::kLeastLearntFrom);
    CHECK(row->usual.first == 1);
    CHECK(row->learnt.first == 1);
    CHECK(learning.view().items.size() == 1);
    CHECK(learning.view().items.front().made_by == "周办");
    CHECK_FALSE(learning.view().in_use);
}

TEST_CASE_METHOD(
    OrderGround, "an order that is used weighs at once, and can be left again", "[order-learning]"
) {
    const double usual = confidence();
    REQUIRE(usual > 0.1);
    const auto id = keep(sceptical());
    REQUIRE(learning.use(id, "周办").has_value());
    CHECK(learning.view().in_use == id);
    CHECK(confidence() < 0.01);
    REQUIRE(learning.use(std::nullopt, "周办").has_value());
    CHECK(confidence() == usual);
    CHECK(learning.use(id + 1, "周办").error() == model::Errc::not_found);
}

TEST_CASE_METHOD(
    OrderGround, "an order that cannot be read leaves the usual one", "[order-learning]"
) {
    const double usual = confidence();
    REQUIRE(learning.use(keep("9 of another release"), "周办").has_value());
    CHECK(confidence() == usual);
}

TEST_CASE_METHOD(OrderGround, "a wish is done once, by the background job", "[order-learning]") {
    answer(desk::kLeastLearntFrom);
    CHECK_FALSE(learning.step());
    learning.wish("周办");
    learning.wish("周办");
    CHECK(learning.view().is_waiting);
    REQUIRE(learning.step());
    CHECK_FALSE(learning.view().is_waiting);
    CHECK_FALSE(learning.step());
    CHECK(learning.view().items.size() == 1);
}

TEST_CASE_METHOD(
    OrderGround, "it learns once a night where there is news, or after a week", "[order-learning]"
) {
    answer(desk::kLeastLearntFrom);
    clock.set("2026-11-24T02:59:00+08:00");
    CHECK_FALSE(learning.step());
    clock.set("2026-11-24T03:10:00+08:00");
    CHECK(learning.step());
    answer(30, 500);
    clock.set("2026-11-24T04:10:00+08:00");
    CHECK_FALSE(learning.step());
    clock.set("2026-11-25T03:10:00+08:00");
    CHECK(learning.step());
    clock.set("2026-11-26T03:10:00+08:00");
    CHECK_FALSE(learning.step());
    clock.set("2026-12-02T03:05:00+08:00");
    CHECK(learning.step());
}

TEST_CASE_METHOD(OrderGround, "a night belongs to one process", "[order-learning]") {
    answer(desk::kLeastLearntFrom);
    clock.set("2026-11-24T03:10:00+08:00");
    desk::OrderLearning other(database, *town, clock);
    CHECK(learning.step());
    CHECK_FALSE(other.step());
}

TEST_CASE_METHOD(
    OrderGround, "by a rule what is not better is not used, nor longer", "[order-learning]"
) {
    answer(desk::kLeastLearntFrom);
    const auto kept = keep(sceptical());
    REQUIRE(learning.use(kept, "周办").has_value());
    CHECK(learning.view().switched == desk::OrderSwitch::chosen);

    SECTION("unless a person has chosen") {
        learning.wish("周办");
        REQUIRE(learning.step());
        CHECK(learning.view().in_use == kept);
    }
    SECTION("where the rule switches") {
        learning.switch_by(desk::OrderSwitch::better, "周办");
        learning.wish("周办");
        REQUIRE(learning.step());
        CHECK_FALSE(learning.view().in_use);
        CHECK(learning.view().switched == desk::OrderSwitch::better);
    }
}

TEST_CASE_METHOD(OrderGround, "by a rule what is better is used", "[order-learning]") {
    // Of two entries that ask alike people send the one that words alone put second.
    desk::FaqKeeping keeping(database, *town, clock);
    model::FaqEntry sent = town->snapshot()->faq_entries().front();
    sent.id = "asked-at-length";
    sent.question = "请问路灯不亮了找谁报修，要说清哪些情况，多久能修好";
    REQUIRE(std::holds_alternative<std::int64_t>(keeping.put(sent, "zhao", std::nullopt)));
    entry_sent = sent.id;
    answer(desk::kLeastLearntFrom);
    const auto first = [&] {
        return town->snapshot()->faq().search("请问路灯不亮了找谁报修3").front().entry;
    };
    REQUIRE(first() != sent.id);
    learning.wish("周办");
    const auto row = learning.step();
    REQUIRE(row);
    CHECK(row->learnt.first > row->usual.first);
    CHECK(learning.view().in_use == row->id);
    CHECK(first() == sent.id);
}
