#include "bot/channel/token_cache.hpp"
#include "bot/channel/wechat_customer_service.hpp"
#include "bot/channel/wechat_oa.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

const std::string kTokenAnswer = R"({"access_token":"T/1+","expires_in":7200})";
const std::string kOk = R"({"errcode":0,"errmsg":"ok"})";
const std::string kExpired = R"({"errcode":42001,"errmsg":"access_token expired"})";

Message taken(const Channel& channel, Post post) {
    auto received = channel.receive(post.request(), kNow);
    REQUIRE(std::holds_alternative<Message>(received));
    return std::get<Message>(received);
}

Message taken_later(const Channel& channel, Post post) {
    auto received = channel.receive(post.request(), kNow + std::chrono::seconds(5));
    REQUIRE(std::holds_alternative<Message>(received));
    return std::get<Message>(received);
}

model::OutboundMessage reply(const std::string& text) {
    model::OutboundMessage message;
    message.idempotency_key = "hy_7K3M-9Q2X-RT4B_1";
    message.number = "7K3M-9Q2X-RT4B";
    message.recipient = "openid-1";
    message.text = text;
    return message;
}

std::string content_of(const OutgoingRequest& request) {
    return nlohmann::json::parse(request.body).at("text").at("content").get<std::string>();
}

}  // namespace

TEST_CASE("a passive reply swaps the addresses and survives any text", "[channel]") {
    const auto channel = opened(wechat_account("plain"));
    const auto message = taken(*channel, plain_post(text_message("x")));
    const auto answer =
        channel->accepted(message, {"n", "c", "编号\x1D a]]>b<x/> & <A href='u'>点</a>"});
    CHECK(answer.content_type.rfind("text/xml", 0) == 0);
    const auto xml = FlatXml::read(answer.body);
    REQUIRE(xml.has_value());
    CHECK(*xml->find("ToUserName") == "openid-1");
    CHECK(*xml->find("FromUserName") == "gh_town");
    CHECK(*xml->find("CreateTime") == std::to_string(kNowSeconds - 2));
    CHECK(*xml->find("MsgType") == "text");
    CHECK(*xml->find("Content") == "编号 a]]>b<x/> & ＜A href='u'>点＜/a>");
}

TEST_CASE("nothing to say is the word success", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const auto message = taken(*channel, safe_post(text_message("x")));
    CHECK(channel->accepted(message, {"n", "c", ""}).body == "success");
}

TEST_CASE("a sealed reply can be opened by the platform", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const auto message = taken(*channel, safe_post(text_message("x")));
    const auto answer = channel->accepted(message, {"n", "c", "已收到，编号 1"});
    const auto envelope = FlatXml::read(answer.body);
    REQUIRE(envelope.has_value());
    const std::string encrypted(envelope->trimmed("Encrypt"));
    CHECK(
        envelope->trimmed("MsgSignature") ==
        callback_signature(
            kToken, envelope->trimmed("TimeStamp"), envelope->trimmed("Nonce"), encrypted
        )
    );
    const auto inner = test_cipher().decrypt(encrypted);
    REQUIRE(inner.has_value());
    CHECK(*FlatXml::read(*inner)->find("Content") == "已收到，编号 1");
}

TEST_CASE(
    "a repeated delivery gets the identical answer, another message another one", "[channel]"
) {
    const auto channel = opened(wechat_account("safe"));
    const Receipt receipt{"n", "c", "已收到，编号 1"};
    const auto first = channel->accepted(taken(*channel, safe_post(text_message("x"))), receipt);
    Post retry =
        sealed_post(test_cipher().encrypt(text_message("x"), "fedcba9876543210"), kNowSeconds + 5);
    const auto again = channel->accepted(taken_later(*channel, retry), receipt);
    CHECK(again.body == first.body);
    const auto other =
        channel->accepted(taken(*channel, safe_post(text_message("x", "700000002"))), receipt);
    CHECK(other.body != first.body);
}

TEST_CASE("a passive reply that is too long ends with where the whole is", "[channel]") {
    const auto channel = opened(wechat_account("plain"));
    const auto message = taken(*channel, plain_post(text_message("x")));
    std::string text;
    for (int i = 0; i < 900; ++i)
        text += "长";
    const auto answer = channel->accepted(message, {"n", "c", text});
    const std::string content = *FlatXml::read(answer.body)->find("Content");
    CHECK(content.size() <= 2047);
    CHECK(content.size() > 1900);
    CHECK(content.find("全文请凭编号和查询码查询") != std::string::npos);
}

TEST_CASE("a reply goes out as raw UTF-8 with a token in the address", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    ScriptedTransport transport({answered(kTokenAnswer), answered(kOk)});
    TokenCache tokens;
    const auto outcome = channel->send(reply("已受理：路灯维修 🚧\x1D"), {transport, tokens, kNow});
    CHECK(outcome.result == model::SendClass::ok);
    CHECK(outcome.parts_done == 1);
    REQUIRE(transport.requests.size() == 2);
    CHECK(transport.requests[0].url == "http://api.test/cgi-bin/stable_token");
    const auto asked = nlohmann::json::parse(transport.requests[0].body);
    CHECK(asked.at("force_refresh") == false);
    CHECK(asked.at("appid") == "wxabc123");
    CHECK(
        transport.requests[1].url ==
        "http://api.test/cgi-bin/message/custom/send?access_token=T%2F1%2B"
    );
    CHECK(transport.requests[1].body.find("已受理：路灯维修 🚧\"") != std::string::npos);
    CHECK(transport.requests[1].body.find("\\u") == std::string::npos);
}

TEST_CASE("a part that the platform has is never sent again", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    std::string text;
    for (int i = 0; i < 3; ++i)
        text += std::string(1500, static_cast<char>('a' + i)) + "。";
    TokenCache tokens;
    ScriptedTransport first(
        {answered(kTokenAnswer), answered(kOk), answered(R"({"errcode":-1,"errmsg":"busy"})")}
    );
    auto message = reply(text);
    auto outcome = channel->send(message, {first, tokens, kNow});
    CHECK(outcome.result == model::SendClass::retry);
    REQUIRE(outcome.parts_done == 1);
    message.parts_done = outcome.parts_done;
    ScriptedTransport second({answered(kOk), {Reach::unknown, 0, ""}});
    outcome = channel->send(message, {second, tokens, kNow});
    CHECK(outcome.result == model::SendClass::unknown);
    REQUIRE(outcome.parts_done == 2);
    message.parts_done = outcome.parts_done;
    ScriptedTransport third({answered(kOk)});
    outcome = channel->send(message, {third, tokens, kNow});
    CHECK(outcome.result == model::SendClass::ok);
    CHECK(outcome.parts_done == 3);
    CHECK(
        content_of(first.requests[1]) + content_of(second.requests[0]) +
            content_of(third.requests[0]) ==
        text
    );
}

TEST_CASE("a reply counts as the messages that are still to be sent of it", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    CHECK(channel->parts_left(reply("好")) == 1);
    auto message = reply(std::string(5'000, 'a'));
    CHECK(channel->parts_left(message) == 3);
    message.parts_done = 1;
    CHECK(channel->parts_left(message) == 2);
    message.parts_done = 3;
    CHECK(channel->parts_left(message) == 1);
    CHECK(channel->parts_left(reply(std::string(50'000, 'a'))) == 5);
}

TEST_CASE("a send after the last part sends nothing", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    ScriptedTransport transport({answered(kTokenAnswer)});
    TokenCache tokens;
    auto message = reply("短");
    message.parts_done = 1;
    CHECK(channel->send(message, {transport, tokens, kNow}).result == model::SendClass::ok);
    CHECK(transport.requests.size() <= 1);
}

TEST_CASE("a reply of more than five parts is cut with number and address", "[channel]") {
    auto account = wechat_account("safe");
    account.settings["query_url"] = "https://town.test/q";
    const auto channel = opened(account);
    ScriptedTransport transport(
        {answered(kTokenAnswer),
         answered(kOk),
         answered(kOk),
         answered(kOk),
         answered(kOk),
         answered(kOk)}
    );
    TokenCache tokens;
    const auto outcome = channel->send(reply(std::string(20'000, 'a')), {transport, tokens, kNow});
    CHECK(outcome.result == model::SendClass::ok);
    REQUIRE(transport.requests.size() == 6);
    for (std::size_t i = 1; i < 6; ++i)
        CHECK(content_of(transport.requests[i]).size() <= 2048);
    const std::string last = content_of(transport.requests[5]);
    CHECK(last.find("7K3M-9Q2X-RT4B") != std::string::npos);
    CHECK(last.find("https://town.test/q") != std::string::npos);
}

TEST_CASE("an expired token is replaced once, then the reply goes back to the queue", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    const std::string other = R"({"access_token":"T2","expires_in":7200})";
    TokenCache tokens;
    ScriptedTransport good(
        {answered(kTokenAnswer), answered(kExpired), answered(other), answered(kOk)}
    );
    CHECK(channel->send(reply("x"), {good, tokens, kNow}).result == model::SendClass::ok);
    CHECK(good.requests.size() == 4);
    ScriptedTransport bad({answered(kExpired), answered(kTokenAnswer), answered(kExpired)});
    const auto outcome = channel->send(reply("x"), {bad, tokens, kNow});
    CHECK(outcome.result == model::SendClass::retry);
    CHECK(outcome.parts_done == 0);
    CHECK(bad.requests.size() == 3);
}

TEST_CASE("wrong credentials stop the account and are not asked again at once", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    TokenCache tokens;
    const auto refused = answered(R"({"errcode":40125,"errmsg":"invalid appsecret"})");
    ScriptedTransport transport({refused});
    const auto first = channel->send(reply("x"), {transport, tokens, kNow});
    CHECK(first.result == model::SendClass::config);
    CHECK(first.detail.find("40125") != std::string::npos);
    CHECK(first.detail.find("app-secret") == std::string::npos);
    CHECK(channel->send(reply("x"), {transport, tokens, kNow}).result == model::SendClass::config);
    CHECK(transport.requests.size() == 1);
    ScriptedTransport later({answered(kTokenAnswer), answered(kOk)});
    const auto after = kNow + TokenCache::kConfigPause;
    CHECK(channel->send(reply("x"), {later, tokens, after}).result == model::SendClass::ok);
}

TEST_CASE("what did not leave may be tried again, what got no answer is in doubt", "[channel]") {
    const auto channel = opened(wechat_account("safe"));
    TokenCache tokens;
    ScriptedTransport transport(
        {answered(kTokenAnswer), {Reach::not_sent, 0, ""}, {Reach::unknown, 0, ""}}
    );
    CHECK(channel->send(reply("x"), {transport, tokens, kNow}).result == model::SendClass::retry);
    CHECK(channel->send(reply("x"), {transport, tokens, kNow}).result == model::SendClass::unknown);
    TokenCache empty;
    ScriptedTransport silent({{Reach::unknown, 0, ""}});
    // No token, so nothing was sent: no doubt.
    CHECK(channel->send(reply("x"), {silent, empty, kNow}).result == model::SendClass::retry);
}

TEST_CASE("platform codes decide, not the HTTP status", "[channel]") {
    using model::SendClass;
    CHECK(classify_wechat_answer(200, R"({"errcode":45015})") == SendClass::window);
    CHECK(classify_wechat_answer(200, R"({"errcode":45009})") == SendClass::quota);
    CHECK(classify_wechat_answer(500, R"({"errcode":0})") == SendClass::ok);
    CHECK(classify_wechat_answer(200, R"({"errcode":48001})") == SendClass::config);
    CHECK(classify_wechat_answer(200, R"({"errcode":40003})") == SendClass::permanent);
    CHECK(classify_wechat_answer(200, R"({"errcode":"0"})") == SendClass::retry);
    CHECK(classify_wechat_answer(200, "{}") == SendClass::retry);
    CHECK(classify_wechat_answer(200, "") == SendClass::retry);
    CHECK(classify_wechat_answer(200, std::string(100'000, '[')) == SendClass::retry);
}

TEST_CASE("an account without app secret answers passively and sends nothing", "[channel]") {
    auto account = wechat_account("safe");
    account.secrets.erase("app_secret");
    const auto channel = opened(account);
    CHECK_FALSE(channel->can_send());
    ScriptedTransport transport({});
    TokenCache tokens;
    CHECK(channel->send(reply("x"), {transport, tokens, kNow}).result == model::SendClass::config);
    CHECK(transport.requests.empty());
}

}  // namespace huiying::channel
