#include "board/desk/order_learning.hpp"

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

    const std::string& entry() const { return town->snapshot()->faq_entries().front().id; }

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
                        {.faq = entry(),
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
    OrderGround, "at night it learns once a day, where there is news", "[order-learning]"
) {
    answer(desk::kLeastLearntFrom);
    clock.set("2026-11-24T02:59:00+08:00");
    CHECK_FALSE(learning.step());
    clock.set("2026-11-24T03:10:00+08:00");
    CHECK(learning.step());
    clock.set("2026-11-24T04:10:00+08:00");
    answer(30, 500);
    CHECK_FALSE(learning.step());
    clock.set("2026-11-25T03:10:00+08:00");
    CHECK(learning.step());
    clock.set("2026-11-26T03:10:00+08:00");
    CHECK_FALSE(learning.step());
}

TEST_CASE_METHOD(
    OrderGround,
    "a rule never switches to what is not better, unless a person chooses",
    "[order-learning]"
) {
    answer(desk::kLeastLearntFrom);
    const auto kept = keep(sceptical());
    REQUIRE(learning.use(kept, "周办").has_value());
    learning.switch_by(desk::OrderSwitch::chosen, "周办");
    learning.wish("周办");
    REQUIRE(learning.step());
    CHECK(learning.view().in_use == kept);
    CHECK(learning.view().switched == desk::OrderSwitch::chosen);
}
