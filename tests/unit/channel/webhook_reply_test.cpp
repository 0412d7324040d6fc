#include "bot/channel/token_cache.hpp"
#include "bot/channel/webhook.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {

using nlohmann::json;

TEST_CASE("a reply is signed so that the receiver can verify it", "[channel]") {
    const auto channel = opened(webhook_account());
    ScriptedTransport transport({answered("", 204)});
    TokenCache tokens;
    model::OutboundMessage message;
    message.idempotency_key = "hy_7K3M-9Q2X-RT4B_1";
    message.number = "7K3M-9Q2X-RT4B";
    message.recipient = "u-1";
    message.text = "已修复。";
    message.by = "城建";
    message.at = kNow;
    const auto outcome = channel->send(message, {transport, tokens, kNow});
    CHECK(outcome.result == model::SendClass::ok);
    CHECK(outcome.parts_done == 1);
    REQUIRE(transport.requests.size() == 1);
    const auto& request = transport.requests[0];
    CHECK(request.url == "https://hotline.test/replies");
    const json body = json::parse(request.body);
    CHECK(body.at("type") == "reply");
    CHECK(body.at("id") == message.idempotency_key);
    CHECK(body.at("to").at("id") == "u-1");
    CHECK(body.at("text") == "已修复。");
    CHECK(body.at("at") == model::to_rfc3339(kNow));
    CHECK(body.at("by") == "城建");
    Post echo;
    echo.fields = request.headers;
    echo.body = request.body;
    VerifyingKeys keys;
    REQUIRE(keys.add(kSecret));
    const auto id = keys.verify(echo.request(), kNow, std::chrono::seconds(300));
    REQUIRE(id.has_value());
    CHECK(*id == message.idempotency_key);
}

TEST_CASE("the receiver's status says what becomes of a reply", "[channel]") {
    using model::SendClass;
    const auto classify = webhook_row().classify;
    CHECK(classify(200, "anything") == SendClass::ok);
    CHECK(classify(410, "") == SendClass::permanent);
    CHECK(classify(429, "") == SendClass::retry);
    CHECK(classify(503, "") == SendClass::retry);
    CHECK(classify(401, "") == SendClass::config);
    CHECK(classify(302, "") == SendClass::config);
    CHECK(classify(422, "") == SendClass::permanent);
    const auto channel = opened(webhook_account());
    ScriptedTransport transport({{Reach::unknown, 0, ""}, {Reach::not_sent, 0, ""}});
    TokenCache tokens;
    CHECK(channel->send({}, {transport, tokens, kNow}).result == SendClass::unknown);
    CHECK(channel->send({}, {transport, tokens, kNow}).result == SendClass::retry);
}

TEST_CASE("an account without reply address cannot send", "[channel]") {
    auto account = webhook_account();
    account.settings.erase("reply_url");
    CHECK_FALSE(opened(account)->can_send());
    CHECK(opened(webhook_account())->can_send());
}

TEST_CASE("a public key verifies and cannot sign replies", "[channel]") {
    auto account = webhook_account();
    account.secrets = {{"secret", "whpk_6xcf4fjXhWsUjWmPyIGtS+HNRxLd/TlUyONrtYiLEsU="}};
    auto made = open_channel(account);
    REQUIRE(std::holds_alternative<AccountProblem>(made));
    CHECK(std::get<AccountProblem>(made).field == "reply_secret");
    account.settings.erase("reply_url");
    CHECK_FALSE(opened(account)->can_send());
}

}  // namespace huiying::channel
