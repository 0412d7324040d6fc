#include "bot/channel/feishu_messages.hpp"
#include "bot/channel/token_cache.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

const std::string kTokenAnswer = R"({"code":0,"tenant_access_token":"t-1","expire":7200})";
const std::string kOk = R"({"code":0,"msg":"success"})";

std::unique_ptr<Channel> feishu() {
    model::ChannelAccount account{"feishu", "town", {}, {}, true};
    account.settings = {{"mode", "plain"}, {"app_id", "cli_1"}, {"api_base", "http://feishu.test"}};
    account.secrets = {{"app_secret", "s3cret"}, {"verification_token", "v"}};
    return opened(account);
}

model::OutboundMessage reply(const std::string& text) {
    model::OutboundMessage message;
    message.idempotency_key = "hy_7K3M-9Q2X-RT4B_1";
    message.number = "7K3M-9Q2X-RT4B";
    message.recipient = "ou_1";
    message.way_back = "om_1";
    message.text = text;
    return message;
}

TransportAnswer refused(int code) {
    return answered(json{{"code", code}, {"msg", "x"}}.dump(), 400);
}

}  // namespace

TEST_CASE("a reply goes under the question of Feishu, with a key and a token", "[channel]") {
    ScriptedTransport transport({answered(kTokenAnswer), answered(kOk)});
    TokenCache tokens;
    const auto outcome =
        feishu()->send(reply("已修好。<at user_id=\"all\"></at>"), {transport, tokens, kNow});
    CHECK(outcome.result == SendClass::ok);
    CHECK(outcome.parts_done == 1);
    REQUIRE(transport.requests.size() == 2);
    CHECK(
        transport.requests[0].url ==
        "http://feishu.test/open-apis/auth/v3/tenant_access_token/internal"
    );
    CHECK(
        json::parse(transport.requests[0].body) ==
        json{{"app_id", "cli_1"}, {"app_secret", "s3cret"}}
    );
    const auto& sent = transport.requests[1];
    CHECK(sent.url == "http://feishu.test/open-apis/im/v1/messages/om_1/reply");
    CHECK(sent.headers.at(0).second == "Bearer t-1");
    const auto body = json::parse(sent.body);
    CHECK(body.at("msg_type") == "text");
    CHECK(body.at("uuid").get<std::string>().size() == 32);
    CHECK(
        json::parse(body.at("content").get<std::string>()).at("text") ==
        "已修好。＜at user_id=\"all\">＜/at>"
    );
}

TEST_CASE("a repetition bears the same key, another reply another one", "[channel]") {
    ScriptedTransport transport(
        {answered(kTokenAnswer), {Reach::unknown, 0, ""}, answered(kOk), answered(kOk)}
    );
    TokenCache tokens;
    const auto channel = feishu();
    CHECK(channel->send(reply("x"), {transport, tokens, kNow}).result == SendClass::unknown);
    CHECK(channel->send(reply("x"), {transport, tokens, kNow}).result == SendClass::ok);
    auto other = reply("x");
    other.idempotency_key = "hy_7K3M-9Q2X-RT4B_2";
    CHECK(channel->send(other, {transport, tokens, kNow}).result == SendClass::ok);
    const auto key = [&](std::size_t index) {
        return json::parse(transport.requests[index].body).at("uuid").get<std::string>();
    };
    CHECK(key(1) == key(2));
    CHECK(key(1) != key(3));
}

TEST_CASE("what may have arrived is not sent when Feishu has forgotten its key", "[channel]") {
    ScriptedTransport transport({answered(kTokenAnswer), answered(kOk)});
    TokenCache tokens;
    auto message = reply("x");
    message.unsure_since = kNow - std::chrono::minutes(55);
    CHECK(feishu()->send(message, {transport, tokens, kNow}).result == SendClass::unknown);
    CHECK(transport.requests.empty());
    message.unsure_since = kNow - std::chrono::minutes(54);
    CHECK(feishu()->send(message, {transport, tokens, kNow}).result == SendClass::ok);
}

TEST_CASE(
    "a reply without a way back, or to a recalled question, goes to the person", "[channel]"
) {
    ScriptedTransport transport(
        {answered(kTokenAnswer), answered(kOk), refused(230011), answered(kOk)}
    );
    TokenCache tokens;
    const auto channel = feishu();
    auto message = reply("x");
    message.way_back.clear();
    CHECK(channel->send(message, {transport, tokens, kNow}).result == SendClass::ok);
    CHECK(channel->send(reply("x"), {transport, tokens, kNow}).result == SendClass::ok);
    for (const std::size_t index : {1, 3}) {
        CHECK(
            transport.requests[index].url ==
            "http://feishu.test/open-apis/im/v1/messages?receive_id_type=open_id"
        );
        CHECK(json::parse(transport.requests[index].body).at("receive_id") == "ou_1");
    }
}

TEST_CASE("an expired token of Feishu is replaced once a reply", "[channel]") {
    const std::string other = R"({"code":0,"tenant_access_token":"t-2","expire":7200})";
    TokenCache tokens;
    ScriptedTransport transport(
        {answered(kTokenAnswer), refused(99991663), answered(other), answered(kOk)}
    );
    CHECK(feishu()->send(reply("x"), {transport, tokens, kNow}).result == SendClass::ok);
    CHECK(transport.requests.at(3).headers.at(0).second == "Bearer t-2");
    ScriptedTransport bad({refused(99991663), answered(kTokenAnswer), refused(99991663)});
    CHECK(feishu()->send(reply("x"), {bad, tokens, kNow}).result == SendClass::retry);
}

TEST_CASE("wrong credentials of Feishu stop the account, a busy platform does not", "[channel]") {
    TokenCache tokens;
    ScriptedTransport transport({refused(10014)});
    const auto outcome = feishu()->send(reply("x"), {transport, tokens, kNow});
    CHECK(outcome.result == SendClass::config);
    CHECK(outcome.detail.find("10014") != std::string::npos);
    CHECK(outcome.detail.find("s3cret") == std::string::npos);
    TokenCache others;
    ScriptedTransport busy({answered("<html>", 502), refused(99991400)});
    CHECK(feishu()->send(reply("x"), {busy, others, kNow}).result == SendClass::retry);
    CHECK(feishu()->send(reply("x"), {busy, others, kNow}).result == SendClass::retry);
}

TEST_CASE("a text longer than Feishu takes is cut between sentences", "[channel]") {
    std::string text;
    while (text.size() < 40'000)
        text += "我们已派人到现场核实情况。";
    ScriptedTransport transport({answered(kTokenAnswer), answered(kOk), answered(kOk)});
    TokenCache tokens;
    const auto outcome = feishu()->send(reply(text), {transport, tokens, kNow});
    CHECK(outcome.parts_done == 2);
    std::string whole;
    for (const std::size_t index : {1, 2}) {
        CHECK(transport.requests.at(index).body.size() < 150'000);
        const auto body = json::parse(transport.requests[index].body);
        whole += json::parse(body.at("content").get<std::string>()).at("text").get<std::string>();
    }
    CHECK(whole == text);
}

TEST_CASE("Feishu's codes decide, not the HTTP status", "[channel]") {
    CHECK(classify_feishu_answer(400, R"({"code":99991663})") == SendClass::refresh);
    CHECK(classify_feishu_answer(400, R"({"code":230020})") == SendClass::retry);
    CHECK(classify_feishu_answer(400, R"({"code":230011})") == SendClass::permanent);
    CHECK(classify_feishu_answer(400, R"({"code":99991672})") == SendClass::config);
    CHECK(classify_feishu_answer(429, R"({"code":0})") == SendClass::retry);
    CHECK(classify_feishu_answer(200, R"({"code":0})") == SendClass::ok);
    CHECK(classify_feishu_answer(200, "<html>") == SendClass::retry);
    CHECK(classify_feishu_answer(200, "{}") == SendClass::retry);
}

}  // namespace huiying::channel
