#include "board/desk/delivery.hpp"

#include "catch.hpp"
#include "desk_ground.hpp"

#include <set>

using namespace huiying;
using desk::Resend;
using model::OutboundState;
using model::SendClass;
using test::verdict;

namespace {

/// A ground with one reply waiting for a platform.
struct DeliveryGround : test::DeskGround {
    DeliveryGround() {
        desk::Administration administration(database, *town, clock);
        REQUIRE(
            verdict(administration.put(
                model::ChannelAccount{.channel = "wechat_oa", .name = "oa"}, "test"
            )) == "ok"
        );
        auto first = message("k", "路灯坏了");
        first.channel = "wechat_oa";
        first.account = "oa";
        first.sender = "alice";
        number = taken_in(first);
        REQUIRE(verdict(tickets().reply(handler, ref(handler, number), "已修好")) == "ok");
    }

    desk::Delivery delivery(Resend resend) {
        return {
            database, clock, [resend](const model::OutboundMessage&) { return resend; }, bounds};
    }

    /// One try that comes to `result`; the state after it.
    OutboundState tried(desk::Delivery& delivery, SendClass result) {
        const auto claimed = delivery.claim("me", std::chrono::seconds{30}, 10);
        REQUIRE(claimed.size() == 1);
        return delivery.settle(claimed[0], "me", {result, "busy", 0});
    }

    std::string number;
    desk::TryBounds bounds;
};

}  // namespace

TEST_CASE("each class of answer leads to its state", "[desk]") {
    const auto [result, resend, state] = GENERATE(table<SendClass, Resend, OutboundState>({
        {SendClass::ok, Resend::unsafe, OutboundState::sent},
        {SendClass::duplicate_ok, Resend::safe, OutboundState::sent},
        {SendClass::retry, Resend::unsafe, OutboundState::waiting},
        {SendClass::quota, Resend::unsafe, OutboundState::waiting},
        {SendClass::config, Resend::unsafe, OutboundState::waiting},
        {SendClass::window, Resend::unsafe, OutboundState::failed},
        {SendClass::permanent, Resend::safe, OutboundState::failed},
        {SendClass::unknown, Resend::unsafe, OutboundState::in_doubt},
        {SendClass::unknown, Resend::safe, OutboundState::waiting},
        {SendClass::unknown, Resend::safe_for_an_hour, OutboundState::waiting},
    }));
    DeliveryGround ground;
    auto delivery = ground.delivery(resend);
    const auto claimed = delivery.claim("me", std::chrono::seconds{30}, 10);
    REQUIRE(claimed.size() == 1);
    CHECK(delivery.settle(claimed[0], "me", {result, "", 0}) == state);
    CHECK(delivery.in_state(state).size() == 1);
    CHECK(delivery.claim("me", std::chrono::seconds{30}, 10).empty());
}

TEST_CASE("what waits for an account is tried at once when the account is mended", "[desk]") {
    DeliveryGround ground;
    auto delivery = ground.delivery(Resend::unsafe);
    REQUIRE(ground.tried(delivery, SendClass::config) == OutboundState::waiting);
    CHECK(delivery.try_now("wechat_oa", "another") == 0);
    CHECK(delivery.claim("me", std::chrono::seconds{30}, 10).empty());
    CHECK(delivery.try_now("wechat_oa", "oa") == 1);
    CHECK(delivery.claim("me", std::chrono::seconds{30}, 10).size() == 1);
    CHECK(delivery.try_now("wechat_oa", "oa") == 0);
}

TEST_CASE("a quota waits for the next day, a retry longer each time", "[desk]") {
    DeliveryGround ground;
    auto delivery = ground.delivery(Resend::unsafe);
    auto claimed = delivery.claim("me", std::chrono::seconds{30}, 10);
    delivery.settle(claimed.at(0), "me", {SendClass::quota, "", 0});
    ground.clock.set("2026-11-23T23:59:59+08:00");
    CHECK(delivery.claim("me", std::chrono::seconds{30}, 10).empty());
    ground.clock.set("2026-11-24T00:02:00+08:00");
    CHECK(delivery.claim("me", std::chrono::seconds{30}, 10).size() == 1);
    CHECK(desk::retry_delay(1) < desk::retry_delay(2));
    CHECK(desk::retry_delay(50) == std::chrono::minutes{10});
    const desk::TryBounds quick{
        .first_delay = std::chrono::seconds{1}, .longest_delay = std::chrono::seconds{3}};
    CHECK(desk::retry_delay(1, quick) == std::chrono::seconds{1});
    CHECK(desk::retry_delay(9, quick) == std::chrono::seconds{3});
}

TEST_CASE("what failed together does not come back together", "[desk]") {
    model::OutboundMessage message;
    message.attempt = 50;
    std::set<std::chrono::milliseconds> pauses;
    for (int i = 0; i < 50; ++i) {
        message.idempotency_key = "hy_" + std::to_string(i);
        pauses.insert(desk::retry_pause(message, {}));
    }
    CHECK(pauses.size() > 10);
    CHECK(*pauses.begin() >= std::chrono::minutes{8});
    CHECK(*pauses.rbegin() <= std::chrono::minutes{10});
}

TEST_CASE("a message that is put off has not been tried", "[desk]") {
    DeliveryGround ground;
    auto delivery = ground.delivery(Resend::unsafe);
    const auto claimed = delivery.claim("me", std::chrono::seconds{30}, 10);
    REQUIRE(claimed.size() == 1);
    delivery.put_off(claimed[0], "me", ground.clock.now() + std::chrono::seconds{1});
    CHECK(delivery.claim("me", std::chrono::seconds{30}, 10).empty());
    ground.clock.advance(std::chrono::seconds{1});
    const auto again = delivery.claim("me", std::chrono::seconds{30}, 10);
    REQUIRE(again.size() == 1);
    CHECK(again[0].attempt == 1);
}

TEST_CASE(
    "a reply whose sender died stands in doubt, or is sent again where that is safe", "[desk]"
) {
    const auto [resend, state] = GENERATE(table<Resend, OutboundState>(
        {{Resend::unsafe, OutboundState::in_doubt}, {Resend::safe, OutboundState::waiting}}
    ));
    DeliveryGround ground;
    auto delivery = ground.delivery(resend);
    REQUIRE(delivery.claim("dead", std::chrono::seconds{30}, 10).size() == 1);
    CHECK(delivery.recover_abandoned() == 0);
    SECTION("after its claim has run out") {
        ground.clock.advance(std::chrono::seconds{31});
        CHECK(delivery.recover_abandoned() == 1);
    }
    SECTION("at a start that is alone") {
        CHECK(delivery.recover_all() == 1);
    }
    CHECK(delivery.in_state(state).size() == 1);
}

TEST_CASE("a person decides about a reply in doubt, once", "[desk]") {
    DeliveryGround ground;
    auto delivery = ground.delivery(Resend::unsafe);
    const auto claimed = delivery.claim("me", std::chrono::seconds{30}, 10);
    delivery.settle(claimed.at(0), "me", {SendClass::unknown, "", 0});
    const auto id = delivery.in_state(OutboundState::in_doubt).at(0).message.id;
    CHECK(verdict(delivery.decide(ground.dispatcher, id, desk::Decision::arrived)) == "ok");
    CHECK(
        verdict(delivery.decide(ground.dispatcher, id, desk::Decision::send_again)) ==
        "move_not_allowed"
    );
    CHECK(
        verdict(delivery.decide(ground.dispatcher, {9999}, desk::Decision::arrived)) == "not_found"
    );
    CHECK(delivery.claim("me", std::chrono::seconds{30}, 10).empty());
}

TEST_CASE("parts that the platform has are remembered for the next try", "[desk]") {
    DeliveryGround ground;
    auto delivery = ground.delivery(Resend::unsafe);
    auto message = delivery.claim("me", std::chrono::seconds{30}, 10).at(0);
    message.parts_done = 2;
    delivery.settle(message, "me", {SendClass::retry, "", 2});
    ground.clock.advance(std::chrono::minutes{1});
    CHECK(delivery.claim("me", std::chrono::seconds{30}, 10).at(0).parts_done == 2);
}

TEST_CASE(
    "a reply that is tried in vain has failed after so many tries, and not before", "[desk]"
) {
    DeliveryGround ground;
    ground.bounds = {.attempts = 3, .age = std::chrono::hours{1000}};
    auto delivery = ground.delivery(Resend::unsafe);
    const auto result = GENERATE(SendClass::retry, SendClass::config, SendClass::quota);
    for (int attempt = 1; attempt < 3; ++attempt) {
        CHECK(ground.tried(delivery, result) == OutboundState::waiting);
        ground.clock.advance(std::chrono::hours{24});
    }
    CHECK(ground.tried(delivery, result) == OutboundState::failed);
    const auto row = delivery.in_state(OutboundState::failed).at(0);
    CHECK(row.detail.find("3次") != std::string::npos);
    CHECK(row.detail.find("busy") != std::string::npos);
    CHECK(ground.tickets().counts(ground.dispatcher).failed == 1);
}

TEST_CASE("a reply that is tried in vain has failed after so long, and not before", "[desk]") {
    DeliveryGround ground;
    ground.bounds = {.attempts = 1000, .age = std::chrono::hours{2}};
    auto delivery = ground.delivery(Resend::safe);
    CHECK(ground.tried(delivery, SendClass::unknown) == OutboundState::waiting);
    ground.clock.advance(std::chrono::hours{2} - std::chrono::milliseconds{1});
    CHECK(ground.tried(delivery, SendClass::unknown) == OutboundState::waiting);
    ground.clock.advance(std::chrono::minutes{10});
    CHECK(ground.tried(delivery, SendClass::unknown) == OutboundState::failed);
}

TEST_CASE("a reply whose sender dies with it each time has failed after so many tries", "[desk]") {
    DeliveryGround ground;
    ground.bounds = {.attempts = 2};
    auto delivery = ground.delivery(Resend::safe);
    for (const auto state : {OutboundState::waiting, OutboundState::failed}) {
        REQUIRE(delivery.claim("dead", std::chrono::seconds{30}, 10).size() == 1);
        CHECK(delivery.recover_all() == 1);
        CHECK(delivery.in_state(state).size() == 1);
    }
}

TEST_CASE("the tries of a reply that a person sends again begin anew", "[desk]") {
    DeliveryGround ground;
    ground.bounds = {.attempts = 2, .age = std::chrono::hours{2}};
    auto delivery = ground.delivery(Resend::unsafe);
    ground.clock.advance(std::chrono::hours{3});
    CHECK(ground.tried(delivery, SendClass::retry) == OutboundState::failed);
    const auto id = delivery.in_state(OutboundState::failed).at(0).message.id;
    REQUIRE(verdict(delivery.decide(ground.dispatcher, id, desk::Decision::send_again)) == "ok");
    CHECK(ground.tried(delivery, SendClass::retry) == OutboundState::waiting);
    ground.clock.advance(std::chrono::minutes{1});
    CHECK(ground.tried(delivery, SendClass::retry) == OutboundState::failed);
}

TEST_CASE("a citizen who was told by telephone is sent nothing more", "[desk]") {
    DeliveryGround ground;
    auto delivery = ground.delivery(Resend::unsafe);
    CHECK(ground.tried(delivery, SendClass::permanent) == OutboundState::failed);
    const auto id = delivery.in_state(OutboundState::failed).at(0).message.id;
    CHECK(verdict(delivery.decide(ground.dispatcher, id, desk::Decision::told_by_phone)) == "ok");
    CHECK(delivery.in_state(OutboundState::failed).empty());
    CHECK(ground.tickets().counts(ground.dispatcher).failed == 0);
    CHECK(delivery.claim("me", std::chrono::seconds{30}, 10).empty());
    const auto view = ground.tickets().view(ground.handler, ground.number);
    CHECK(view->talk.back().state == OutboundState::told);
    CHECK(view->history.back().event == "told_by_phone");
}

TEST_CASE("what may have arrived is sent again only while the platform knows its key", "[desk]") {
    DeliveryGround ground;
    auto delivery = ground.delivery(Resend::safe_for_an_hour);
    REQUIRE(ground.tried(delivery, SendClass::unknown) == OutboundState::waiting);
    ground.clock.advance(std::chrono::minutes{30});
    const auto again = delivery.claim("me", std::chrono::seconds{30}, 10);
    REQUIRE(again.size() == 1);
    CHECK(again[0].unsure_since == ground.clock.now() - std::chrono::minutes{30});
    SECTION("a busy platform does not make it any surer") {
        REQUIRE(
            delivery.settle(again[0], "me", {SendClass::retry, "", 0}) == OutboundState::waiting
        );
        ground.clock.advance(std::chrono::minutes{21});
        CHECK(ground.tried(delivery, SendClass::retry) == OutboundState::in_doubt);
    }
    SECTION("nor does waiting for tomorrow's quota") {
        CHECK(
            delivery.settle(again[0], "me", {SendClass::quota, "", 0}) == OutboundState::in_doubt
        );
    }
    SECTION("nor does a sender that was away") {
        REQUIRE(
            delivery.settle(again[0], "me", {SendClass::retry, "", 0}) == OutboundState::waiting
        );
        ground.clock.advance(std::chrono::hours{2});
        CHECK(delivery.claim("me", std::chrono::seconds{30}, 10).empty());
        CHECK(delivery.in_state(OutboundState::in_doubt).size() == 1);
    }
    SECTION("nor does what is put off for others' sake") {
        delivery.put_off(again[0], "me", ground.clock.now() + std::chrono::minutes{26});
        ground.clock.advance(std::chrono::minutes{26});
        CHECK(delivery.claim("me", std::chrono::seconds{30}, 10).empty());
        CHECK(delivery.in_state(OutboundState::in_doubt).size() == 1);
    }
    SECTION("nor does a sender that dies") {
        ground.clock.advance(std::chrono::minutes{25});
        CHECK(delivery.recover_abandoned() == 1);
        CHECK(delivery.in_state(OutboundState::in_doubt).size() == 1);
    }
}

TEST_CASE("what never may have arrived is tried as long as it takes", "[desk]") {
    DeliveryGround ground;
    auto delivery = ground.delivery(Resend::safe_for_an_hour);
    REQUIRE(ground.tried(delivery, SendClass::retry) == OutboundState::waiting);
    ground.clock.advance(std::chrono::hours{5});
    REQUIRE(ground.tried(delivery, SendClass::unknown) == OutboundState::waiting);
}

TEST_CASE("what could not be said on the citizen's connection goes out once", "[desk]") {
    DeliveryGround ground;
    auto delivery = ground.delivery(Resend::safe);
    REQUIRE(ground.tried(delivery, SendClass::ok) == OutboundState::sent);
    auto question = ground.message("later", "路灯坏了");
    question.channel = "wechat_oa";
    question.account = "oa";
    question.sender = "bob";
    question.passive_text = "已收到";
    question.passive_by = model::SaidBy::outbox;
    question.way_back = "om_1";
    const auto number = ground.taken_in(question);
    ground.taken_in(question);
    const auto claimed = delivery.claim("me", std::chrono::seconds{30}, 10);
    REQUIRE(claimed.size() == 1);
    CHECK(claimed[0].number == number);
    CHECK(claimed[0].recipient == "bob");
    CHECK(claimed[0].text == "已收到");
    CHECK(claimed[0].way_back == "om_1");
    // A later message of the talk shows the way back from then on, also for what goes out then.
    auto addition = question;
    addition.delivery_key = "later-2";
    addition.number = number;
    addition.continues = true;
    addition.passive_text = "补充已收到";
    addition.way_back = "om_2";
    ground.taken_in(addition);
    const auto second = delivery.claim("you", std::chrono::seconds{30}, 10);
    REQUIRE(second.size() == 1);
    CHECK(second[0].text == "补充已收到");
    CHECK(second[0].way_back == "om_2");
    CHECK(second[0].idempotency_key != claimed[0].idempotency_key);
}
