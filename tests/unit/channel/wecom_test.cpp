#include "bot/channel/wecom.hpp"

#include "bot/channel/token_cache.hpp"
#include "bot/channel/wecom_messages.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

const std::string kTokenAnswer = R"({"errcode":0,"access_token":"T/1","expires_in":7200})";
const std::string kOk = R"({"errcode":0,"errmsg":"ok","invaliduser":""})";

model::ChannelAccount wecom_account() {
    model::ChannelAccount account{"wecom", "town", {}, {}, true};
    account.settings = {
        {"corp_id", "ww1"}, {"agent_id", "1000012"}, {"api_base", "http://wecom.test"}};
    account.secrets = {{"token", kToken}, {"aes_key", kAesKey}, {"app_secret", "s3cret"}};
    return account;
}

CallbackCipher cipher(const std::string& corp = "ww1") {
    return *CallbackCipher::from(kAesKey, corp);
}

std::string message_xml(const std::string& inside) {
    return "<xml><ToUserName>ww1</ToUserName><FromUserName>zhang</FromUserName><CreateTime>" +
           std::to_string(kNowSeconds - 2) + "</CreateTime>" + inside + "</xml>";
}

std::string text_xml(const std::string& text, const std::string& agent = "1000012") {
    return message_xml(
        "<MsgType>text</MsgType><Content>" + text + "</Content><MsgId>7</MsgId><AgentID>" + agent +
        "</AgentID>"
    );
}

Received received(const std::string& xml) {
    Post post = sealed_post(cipher().encrypt(xml, "0123456789abcdef"));
    return opened(wecom_account())->receive(post.request(), kNow);
}

std::string refusal(const Received& received) {
    const auto* const refused = std::get_if<Refused>(&received);
    return refused == nullptr ? "not refused" : refused->word;
}

Message taken(const std::string& xml) {
    auto got = received(xml);
    REQUIRE(std::holds_alternative<Message>(got));
    return std::get<Message>(std::move(got));
}

model::OutboundMessage reply(const std::string& text) {
    model::OutboundMessage message;
    message.number = "7K3M-9Q2X-RT4B";
    message.recipient = "zhang";
    message.text = text;
    return message;
}

}  // namespace

TEST_CASE("a callback of WeCom is taken in and answered on its connection", "[channel]") {
    const auto message = taken(text_xml("路灯不亮"));
    CHECK(message.inbound.text == "路灯不亮");
    CHECK(message.inbound.sender == "zhang");
    CHECK(message.inbound.delivery_key == "wecom|town|zhang|7");
    CHECK(message.inbound.received_at == kNow - std::chrono::seconds(2));
    const auto answer = opened(wecom_account())->accepted(message, {"n", "c", "已收到"});
    const auto envelope = FlatXml::read(answer.body);
    REQUIRE(envelope.has_value());
    const std::string encrypted(envelope->trimmed("Encrypt"));
    const auto inner = cipher().decrypt(encrypted);
    REQUIRE(inner.has_value());
    CHECK(*FlatXml::read(*inner)->find("Content") == "已收到");
    CHECK(*FlatXml::read(*inner)->find("ToUserName") == "zhang");
    CHECK(opened(wecom_account())->accepted(message, {"n", "c", ""}).body.empty());
}

TEST_CASE(
    "WeCom's address check is answered with what was sealed, and nothing around it", "[channel]"
) {
    const std::string echo = cipher().encrypt("3820475610293847561", "0123456789abcdef");
    const auto check = [&](const std::string& signature) {
        std::string escaped;
        for (const char c : echo)
            escaped += c == '+' ? "%2B" : c == '/' ? "%2F" : c == '=' ? "%3D" : std::string(1, c);
        const std::string query = "timestamp=" + std::to_string(kNowSeconds) +
                                  "&nonce=n1&msg_signature=" + signature + "&echostr=" + escaped;
        http::Request request;
        request.query = query;
        return opened(wecom_account())->verify_url(request, kNow);
    };
    const auto right = callback_signature(kToken, std::to_string(kNowSeconds), "n1", echo);
    const auto good = check(right);
    REQUIRE(std::holds_alternative<Handshake>(good));
    CHECK(std::get<Handshake>(good).answer.body == "3820475610293847561");
    CHECK(refusal(check(std::string(40, '0'))) == "bad_signature");
}

TEST_CASE("what is not meant for WeCom's application is refused", "[channel]") {
    CHECK(refusal(received(text_xml("x", "1000099"))) == "bad_app_id");
    const auto post = [](Post made) {
        return opened(wecom_account())->receive(made.request(), kNow);
    };
    CHECK(
        refusal(post(sealed_post(cipher("ww2").encrypt(text_xml("x"), "0123456789abcdef")))) ==
        "bad_receive_id"
    );
    Post plain = plain_post(text_xml("x"));
    CHECK(refusal(post(plain)) == "plaintext_not_allowed");
    CHECK(
        refusal(post(
            sealed_post(cipher().encrypt(text_xml("x"), "0123456789abcdef"), kNowSeconds - 301)
        )) == "stale_timestamp"
    );
}

TEST_CASE("events of WeCom make no message, also those of nobody", "[channel]") {
    CHECK(std::holds_alternative<Ignored>(
        received(message_xml("<MsgType>event</MsgType><Event>enter_agent</Event>"))
    ));
    CHECK(std::holds_alternative<Ignored>(received(
        "<xml><ToUserName>ww1</ToUserName><CreateTime>1</CreateTime><MsgType>event</MsgType>"
        "<Event>kf_msg_or_event</Event><Token>t</Token></xml>"
    )));
    CHECK(std::holds_alternative<Unreadable>(received(message_xml("<MsgType>hologram</MsgType>"))));
    CHECK(std::holds_alternative<Unreadable>(received("<xml><broken>")));
    CHECK(refusal(received("<!DOCTYPE a><xml/>")) == "doctype_forbidden");
    const auto blank = received(text_xml(" "));
    REQUIRE(std::holds_alternative<Ignored>(blank));
    CHECK_FALSE(std::get<Ignored>(blank).answer.body.empty());
}

TEST_CASE("pictures of WeCom bear an address of its own", "[channel]") {
    const auto message =
        taken(message_xml("<MsgType>voice</MsgType><MediaId>m1</MediaId><MsgId>8</MsgId>"));
    CHECK(message.inbound.attachments.at(0).url == "wecom-media:m1");
}

TEST_CASE("a reply goes by WeCom's application, with a token that is fetched by GET", "[channel]") {
    ScriptedTransport transport({answered(kTokenAnswer), answered(kOk)});
    TokenCache tokens;
    const auto outcome =
        opened(wecom_account())->send(reply("已修好。"), {transport, tokens, kNow});
    CHECK(outcome.result == SendClass::ok);
    REQUIRE(transport.requests.size() == 2);
    CHECK(transport.requests[0].method == OutgoingMethod::get);
    CHECK(
        transport.requests[0].url ==
        "http://wecom.test/cgi-bin/gettoken?corpid=ww1&corpsecret=s3cret"
    );
    CHECK(transport.requests[1].url == "http://wecom.test/cgi-bin/message/send?access_token=T%2F1");
    CHECK(
        json::parse(transport.requests[1].body) ==
        json{
            {"touser", "zhang"},
            {"msgtype", "text"},
            {"agentid", 1000012},
            {"text", {{"content", "已修好。"}}}}
    );
}

TEST_CASE("WeCom's codes decide, and a message for nobody is no success", "[channel]") {
    CHECK(classify_wecom_answer(200, kOk) == SendClass::ok);
    CHECK(
        classify_wecom_answer(200, R"({"errcode":0,"invaliduser":"zhang"})") == SendClass::permanent
    );
    CHECK(classify_wecom_answer(200, R"({"errcode":45009})") == SendClass::retry);
    CHECK(classify_wecom_answer(200, R"({"errcode":42001})") == SendClass::refresh);
    CHECK(classify_wecom_answer(200, R"({"errcode":60020})") == SendClass::config);
    CHECK(classify_wecom_answer(200, R"({"errcode":60111})") == SendClass::permanent);
    CHECK(classify_wecom_answer(200, "<html>") == SendClass::retry);
}

TEST_CASE("wrong credentials of WeCom stop the account and are not shown", "[channel]") {
    ScriptedTransport transport({answered(R"({"errcode":40001,"errmsg":"invalid credential"})")});
    TokenCache tokens;
    const auto outcome = opened(wecom_account())->send(reply("x"), {transport, tokens, kNow});
    CHECK(outcome.result == SendClass::config);
    CHECK(outcome.detail.find("s3cret") == std::string::npos);
}

}  // namespace huiying::channel
