#include "bot/channel/wecom_aibot.hpp"

#include "bot/channel/token_cache.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

model::ChannelAccount aibot_account() {
    model::ChannelAccount account{"wecom_aibot", "town", {}, {}, true};
    account.settings = {{"api_base", "http://wecom.test"}};
    account.secrets = {{"token", kToken}, {"aes_key", kAesKey}};
    return account;
}

CallbackCipher cipher() {
    return *CallbackCipher::from(kAesKey, "");
}

Received received(const json& inside) {
    const auto encrypted = cipher().encrypt(inside.dump(), "0123456789abcdef");
    Post post = sealed_post(encrypted);
    post.body = json{{"encrypt", encrypted}}.dump();
    return opened(aibot_account())->receive(post.request(), kNow);
}

json question(const std::string& text) {
    return {
        {"msgid", "m1"},
        {"aibotid", "b1"},
        {"chattype", "single"},
        {"from", {{"userid", "zhang"}}},
        {"response_url", "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?code=1"},
        {"msgtype", "text"},
        {"text", {{"content", text}}}};
}

}  // namespace

TEST_CASE("an AI bot's question is answered in an envelope with the address's nonce", "[channel]") {
    const auto got = received(question("停水通知在哪里看"));
    REQUIRE(std::holds_alternative<Message>(got));
    const auto& message = std::get<Message>(got);
    CHECK(message.inbound.delivery_key == "wecom_aibot|town|zhang|m1");
    const auto answer = opened(aibot_account())->accepted(message, {"n", "c", "已收到"});
    const auto envelope = json::parse(answer.body);
    CHECK(envelope["nonce"] == "n1");
    CHECK(envelope["timestamp"] == kNowSeconds);
    const auto encrypted = envelope["encrypt"].get<std::string>();
    CHECK(
        envelope["msgsignature"] ==
        callback_signature(kToken, std::to_string(kNowSeconds), "n1", encrypted)
    );
    const auto inner = json::parse(*cipher().decrypt(encrypted));
    CHECK(inner["msgtype"] == "stream");
    CHECK(inner["stream"]["finish"] == true);
    CHECK(inner["stream"]["content"] == "已收到");
}

TEST_CASE("one late answer goes to the platform's own address within the hour", "[channel]") {
    const auto got = received(question("停水"));
    model::OutboundMessage message;
    message.way_back = std::get<Message>(got).inbound.way_back;
    message.text = "已修好 <@all> [点这里](http://a)";
    TokenCache tokens;
    ScriptedTransport transport({answered(R"({"errcode":0})")});
    const auto channel = opened(aibot_account());
    CHECK(channel->send(message, {transport, tokens, kNow}).result == SendClass::ok);
    CHECK(transport.requests.at(0).url == "http://wecom.test/cgi-bin/aibot/response?code=1");
    const auto body = json::parse(transport.requests.at(0).body);
    CHECK(body["markdown"]["content"] == "已修好 ＜@all＞ ［点这里］(http://a)");
    const auto late = kNow + std::chrono::hours(1);
    CHECK(channel->send(message, {transport, tokens, late}).result == SendClass::window);
    CHECK(transport.requests.size() == 1);
}

TEST_CASE("a late answer full of signs still fits into one message", "[channel]") {
    model::OutboundMessage message;
    message.way_back = std::get<Message>(received(question("停水"))).inbound.way_back;
    message.text = std::string(20'000, '<');
    TokenCache tokens;
    ScriptedTransport transport({answered(R"({"errcode":0})")});
    CHECK(
        opened(aibot_account())->send(message, {transport, tokens, kNow}).result == SendClass::ok
    );
    const auto body = json::parse(transport.requests.at(0).body);
    CHECK(body["markdown"]["content"].get<std::string>().size() <= 20'480);
}

TEST_CASE("what is said in one group is one talk, whatever each callback's nonce is", "[channel]") {
    auto inside = question("停水");
    inside["chattype"] = "group";
    inside["chatid"] = "wr1";
    const auto message = std::get<Message>(received(inside));
    CHECK(message.heard_by == HeardBy::group);
    CHECK(message.talk == "wr1");
}

TEST_CASE("an address that is not the platform's is never written to", "[channel]") {
    auto inside = question("停水");
    inside["response_url"] = "https://qyapi.weixin.qq.com.evil.test/x";
    CHECK(std::get<Message>(received(inside)).inbound.way_back.empty());
}

TEST_CASE("pictures and mixed messages are read, events heard, unknown kinds kept", "[channel]") {
    auto mixed = question("");
    mixed["msgtype"] = "mixed";
    mixed["mixed"]["msg_item"] = json::array(
        {{{"msgtype", "text"}, {"text", {{"content", "这里"}}}},
         {{"msgtype", "image"}, {"image", {{"url", "https://a.test/1"}}}}}
    );
    const auto got = received(mixed);
    CHECK(std::get<Message>(got).inbound.text == "这里");
    CHECK(std::get<Message>(got).inbound.attachments.at(0).url == "https://a.test/1");
    auto enter = question("");
    enter["msgtype"] = "event";
    enter["event"]["eventtype"] = "enter_chat";
    CHECK_FALSE(std::get<Ignored>(received(enter)).answer.body.empty());
    auto other = question("");
    other["msgtype"] = "hologram";
    CHECK(std::get<Unreadable>(received(other)).word == "unknown_type");
}

TEST_CASE("a callback in the clear is refused", "[channel]") {
    Post post = sealed_post("x");
    post.body = question("伪造").dump();
    const auto got = opened(aibot_account())->receive(post.request(), kNow);
    CHECK(std::get<Refused>(got).word == "plaintext_not_allowed");
}

}  // namespace huiying::channel
