#include "board/desk/send_quotas.hpp"

#include "board/desk/delivery.hpp"
#include "catch.hpp"
#include "desk_ground.hpp"

using namespace huiying;
using desk::Bound;
using model::OutboundState;
using test::verdict;

namespace {

/// A ground with an account for short messages, and replies that are told of by them.
struct QuotaGround : test::DeskGround {
    QuotaGround() {
        desk::Administration(database, *town, clock)
            .put({.channel = "sms", .name = "town"}, "test")
            .value();
    }

    /// A short message to that number, claimed.
    model::OutboundMessage word_to(const std::string& phone) {
        auto first = message("k" + std::to_string(++count), "路灯坏了");
        first.contact = phone;
        number = taken_in(first);
        REQUIRE(verdict(tickets().reply(handler, ref(handler, number), "已修好")) == "ok");
        const auto claimed = delivery.claim("me", std::chrono::seconds{30}, 10);
        REQUIRE(claimed.size() == 1);
        return claimed[0];
    }

    desk::QuotaTaken taken(const std::string& phone, int parts, const desk::QuotaBounds& bounds) {
        return quotas.take(word_to(phone), parts, bounds);
    }

    desk::Delivery delivery{
        database, clock, [](const auto&) { return desk::Resend::unsafe; }, {}, town.get()};
    desk::SendQuotas quotas{database, *town, clock};
    std::string number;
    int count = 0;
};

const std::string kPhone = "13900001234";
const std::string kOther = "13900005678";

}  // namespace

TEST_CASE("one number hears so many a day, what is more is a person's task", "[desk]") {
    QuotaGround ground;
    const desk::QuotaBounds bounds{.to_one_a_day = 2};
    CHECK(ground.taken(kPhone, 3, bounds).over == Bound::none);
    CHECK(ground.taken(kPhone, 3, bounds).over == Bound::none);
    CHECK(ground.taken(kPhone, 1, bounds).over == Bound::to_one_a_day);
    const auto rows = ground.delivery.in_state(OutboundState::failed);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].detail == "短信未送达，请电话联系（今日发给这个号码的已达上限2条，没有发送）");
    const auto reply = ground.tickets().view(ground.handler, ground.number).value().talk.back();
    REQUIRE(reply.notice);
    CHECK(reply.notice->state == OutboundState::failed);
    CHECK(ground.taken(kOther, 1, bounds).over == Bound::none);
    ground.clock.set("2026-11-24T00:00:01+08:00");
    CHECK(ground.taken(kPhone, 1, bounds).over == Bound::none);
}

TEST_CASE("an account's day and month are counted in parts", "[desk]") {
    QuotaGround ground;
    const desk::QuotaBounds bounds{.a_day = 5, .a_month = 7};
    CHECK(ground.taken(kPhone, 3, bounds).today == 3);
    CHECK(ground.taken(kOther, 3, bounds).over == Bound::a_day);
    CHECK(ground.taken(kOther, 2, bounds).today == 5);
    ground.clock.set("2026-11-24T09:00:00+08:00");
    const auto next = ground.taken(kPhone, 2, bounds);
    CHECK(next.today == 2);
    CHECK(next.this_month == 7);
    CHECK(ground.taken(kPhone, 1, bounds).over == Bound::a_month);
    ground.clock.set("2026-12-01T09:00:00+08:00");
    CHECK(ground.taken(kPhone, 1, bounds).this_month == 1);
}

TEST_CASE("what did not go out is not counted", "[desk]") {
    QuotaGround ground;
    const desk::QuotaBounds bounds{.to_one_a_day = 1, .a_day = 2};
    const auto message = ground.word_to(kPhone);
    REQUIRE(ground.quotas.take(message, 2, bounds).over == Bound::none);
    ground.quotas.give_back(message, 2);
    CHECK(ground.taken(kPhone, 2, bounds).over == Bound::none);
    CHECK(ground.taken(kOther, 1, bounds).over == Bound::a_day);
}

TEST_CASE("without bounds nothing is held back", "[desk]") {
    QuotaGround ground;
    for (int i = 0; i < 10; ++i)
        CHECK(ground.taken(kPhone, 100, {}).over == Bound::none);
}
