#include "bot/channel/dingtalk.hpp"

#include "bot/channel/dingtalk_messages.hpp"
#include "bot/channel/dingtalk_payload.hpp"
#include "bot/channel/token_cache.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

const std::string kAppSecret = "an-app-secret-of-the-tests";
const std::string kSession = "https://oapi.dingtalk.com/robot/sendBySession?session=s1";
const std::string kTokenAnswer = R"({"accessToken":"T1","expireIn":7200})";
const std::string kRobotOk = R"({"processQueryKey":"k","invalidStaffIdList":[]})";

model::ChannelAccount dingtalk_account() {
    model::ChannelAccount account{"dingtalk", "town", {}, {}, true};
    account.settings = {
        {"app_key", "ding1"},
        {"api_base", "http://api.test"},
        {"oapi_base", "http://oapi.test/"},
        {"max_skew_s", "3600"}};
    account.secrets = {{"app_secret", kAppSecret}};
    return account;
}

json callback(const std::string& text) {
    return {
        {"conversationId", "cid1"},
        {"conversationType", "1"},
        {"msgId", "m1"},
        {"createAt", (kNowSeconds - 2) * 1000},
        {"senderId", "$:LWCP_v1:$x"},
        {"senderNick", "杨女士"},
        {"sessionWebhook", kSession},
        {"sessionWebhookExpiredTime", (kNowSeconds + 5400) * 1000},
        {"msgtype", "text"},
        {"text", {{"content", text}}}};
}

Post post_of(const std::string& body, std::int64_t milliseconds = kNowSeconds * 1000) {
    const std::string timestamp = std::to_string(milliseconds);
    Post post;
    post.body = body;
    post.fields = {{"timestamp", timestamp}, {"sign", dingtalk_sign(timestamp, kAppSecret)}};
    return post;
}

Received received(Post post) {
    return opened(dingtalk_account())->receive(post.request(), kNow);
}

Message taken(const json& body) {
    auto got = received(post_of(body.dump()));
    REQUIRE(std::holds_alternative<Message>(got));
    return std::get<Message>(std::move(got));
}

std::string refusal(const Received& received) {
    const auto* const refused = std::get_if<Refused>(&received);
    return refused == nullptr ? "not refused" : refused->word;
}

model::OutboundMessage reply(const DingtalkWay& way) {
    model::OutboundMessage message;
    message.number = "7K3M-9Q2X-RT4B";
    message.recipient = "x";
    message.text = "已修好。";
    message.way_back = pack(way);
    return message;
}

DingtalkWay open_way() {
    return {kSession, kNow + std::chrono::hours(1), "", ""};
}

std::vector<std::string> addresses_of(const ScriptedTransport& transport) {
    std::vector<std::string> urls;
    for (const auto& request : transport.requests)
        urls.push_back(request.url);
    return urls;
}

const std::string kTokenUrl = "http://api.test/v1.0/oauth2/accessToken";
const std::string kSessionUrl = "http://oapi.test/robot/sendBySession?session=s1";
const std::string kPersonUrl = "http://api.test/v1.0/robot/oToMessages/batchSend";
const std::string kGroupUrl = "http://api.test/v1.0/robot/groupMessages/send";

}  // namespace

TEST_CASE("a callback of DingTalk is taken in with its way back", "[channel]") {
    const auto message = taken(callback(" 路灯不亮 "));
    const auto& inbound = message.inbound;
    CHECK(inbound.text == "路灯不亮");
    CHECK(inbound.sender == "$:LWCP_v1:$x");
    CHECK(inbound.sender_name == "杨女士");
    CHECK(inbound.delivery_key == "dingtalk|town|$:LWCP_v1:$x|m1");
    // Nobody vouches for the body's time.
    CHECK(inbound.received_at == kNow);
    CHECK(message.heard_by == HeardBy::sender);
    const auto way = unpack_dingtalk_way(inbound.way_back);
    CHECK(way.session_url == kSession);
    CHECK(way.session_until == kNow + std::chrono::seconds(5400));
    CHECK(way.conversation_id.empty());
}

TEST_CASE("who of a group of DingTalk can be answered alone is heard by nobody else", "[channel]") {
    auto body = callback("x");
    body["conversationType"] = "2";
    CHECK(taken(body).heard_by == HeardBy::group);
    body["senderStaffId"] = "user7";
    const auto message = taken(body);
    CHECK(message.heard_by == HeardBy::sender);
    CHECK(message.inbound.sender == "user7");
    const auto way = unpack_dingtalk_way(message.inbound.way_back);
    CHECK(way.conversation_id == "cid1");
    CHECK(way.staff_id == "user7");
}

TEST_CASE("what DingTalk's messages bring becomes words and addresses", "[channel]") {
    auto body = callback("");
    body["msgtype"] = "richText";
    body["content"] = {
        {"richText", {{{"text", "楼道灯坏"}}, {{"downloadCode", "dc1"}}, {{"text", "三单元"}}}}};
    const auto rich = taken(body).inbound;
    CHECK(rich.text == "楼道灯坏\n三单元");
    CHECK(rich.attachments.at(0).url == "dingtalk-media:dc1");
    body["msgtype"] = "audio";
    body["content"] = {{"downloadCode", "dc2"}, {"recognition", "灯坏了"}};
    CHECK(taken(body).inbound.text == "[语音]灯坏了");
    body["msgtype"] = "file";
    body["content"] = {{"downloadCode", "dc3"}, {"fileName", "诉求.docx"}};
    CHECK(taken(body).inbound.text == "[文件]诉求.docx");
}

TEST_CASE("DingTalk's time stamp counts milliseconds, an hour either way", "[channel]") {
    const std::string body = callback("x").dump();
    const std::int64_t now = kNowSeconds * 1000;
    CHECK(refusal(received(post_of(body, now - 3'600'000))) == "not refused");
    CHECK(refusal(received(post_of(body, now - 3'600'001))) == "stale_timestamp");
    CHECK(refusal(received(post_of(body, now + 3'600'001))) == "future_timestamp");
    CHECK(refusal(received(post_of(body, kNowSeconds))) == "stale_timestamp");
    CHECK(refusal(received(post_of(body, 12))) == "bad_timestamp");
}

TEST_CASE("a callback that DingTalk did not sign is refused", "[channel]") {
    Post post = post_of(callback("x").dump());
    post.fields[1].second[0] = post.fields[1].second[0] == 'A' ? 'B' : 'A';
    CHECK(refusal(received(post)) == "bad_signature");
    post.fields.pop_back();
    CHECK(refusal(received(post)) == "missing_parameter");
    Post twice = post_of(callback("x").dump());
    twice.fields.push_back(twice.fields[0]);
    CHECK(refusal(received(twice)) == "duplicate_parameter");
    CHECK(refusal(received(post_of("{\"msgId\":"))) == "bad_json");
}

TEST_CASE("what DingTalk's robot cannot read is kept, with its own word", "[channel]") {
    const auto word = [](const json& body) {
        const auto got = received(post_of(body.dump()));
        const auto* const kept = std::get_if<Unreadable>(&got);
        return kept == nullptr ? std::string("not kept") : kept->word;
    };
    auto body = callback("x");
    body["msgtype"] = "hologram";
    CHECK(word(body) == "unknown_type");
    body.erase("msgId");
    CHECK(word(body) == "missing_field");
    body["errorCode"] = "20001";
    CHECK(word(body) == "platform_error");
    CHECK(std::holds_alternative<Ignored>(received(post_of(callback("  ").dump()))));
}

TEST_CASE("a session address is one of the two hosts and nothing else", "[channel]") {
    const auto is_allowed = [](std::string_view url) {
        return is_session_address(url, dingtalk_hosts());
    };
    CHECK(is_allowed(kSession));
    CHECK(is_allowed("https://api.dingtalk.com:443/x"));
    for (const auto* const url :
         {"http://oapi.dingtalk.com/x",
          "https://oapi.dingtalk.com@127.0.0.1/",
          "https://a:b@oapi.dingtalk.com/",
          "https://oapi.dingtalk.com.evil.example/",
          "https://OAPI.dingtalk.com/",
          "https://oapi.dingtalk.com:8443/",
          "https://oapi.dingtalk.com\\.evil.example/",
          "https://oapi.dingtalk.com/\r\nx",
          "https://oapi.dingtalk.com/#x",
          "https://evil.example/?oapi.dingtalk.com",
          "https:///oapi.dingtalk.com",
          ""})
        CHECK_FALSE(is_allowed(url));
}

TEST_CASE("a reply goes by DingTalk's session while it is open, without a token", "[channel]") {
    ScriptedTransport transport({answered(R"({"errcode":0})")});
    TokenCache tokens;
    const auto channel = opened(dingtalk_account());
    CHECK(channel->send(reply(open_way()), {transport, tokens, kNow}).result == SendClass::ok);
    CHECK(addresses_of(transport) == std::vector{kSessionUrl});
    CHECK(json::parse(transport.requests[0].body).at("text").at("content") == "已修好。");
}

TEST_CASE("a reply after DingTalk's session goes to the person or the group", "[channel]") {
    const auto channel = opened(dingtalk_account());
    auto way = open_way();
    way.staff_id = "user7";
    TokenCache tokens;
    SECTION("which the platform says is over") {
        ScriptedTransport transport(
            {answered(R"({"errcode":300001})"), answered(kTokenAnswer), answered(kRobotOk)}
        );
        CHECK(channel->send(reply(way), {transport, tokens, kNow}).result == SendClass::ok);
        CHECK(addresses_of(transport) == std::vector{kSessionUrl, kTokenUrl, kPersonUrl});
        const auto body = json::parse(transport.requests[2].body);
        CHECK(body.at("userIds") == json::array({"user7"}));
        CHECK(body.at("robotCode") == "ding1");
        CHECK(json::parse(body.at("msgParam").get<std::string>()).at("content") == "已修好。");
        CHECK(transport.requests[2].headers.at(0).second == "T1");
    }
    SECTION("which ends within minutes") {
        way.session_until = kNow + std::chrono::minutes(5);
        ScriptedTransport transport({answered(kTokenAnswer), answered(kRobotOk)});
        CHECK(channel->send(reply(way), {transport, tokens, kNow}).result == SendClass::ok);
        CHECK(addresses_of(transport) == std::vector{kTokenUrl, kPersonUrl});
    }
    SECTION("of a stranger in a group") {
        ScriptedTransport transport({answered(kTokenAnswer), answered(kRobotOk)});
        const DingtalkWay group{"", {}, "cid1", ""};
        CHECK(channel->send(reply(group), {transport, tokens, kNow}).result == SendClass::ok);
        CHECK(addresses_of(transport) == std::vector{kTokenUrl, kGroupUrl});
    }
    SECTION("of a stranger who wrote privately") {
        ScriptedTransport transport({});
        CHECK(channel->send(reply({}), {transport, tokens, kNow}).result == SendClass::window);
        CHECK(transport.requests.empty());
    }
}

TEST_CASE("a forged way back of DingTalk leads nowhere", "[channel]") {
    ScriptedTransport transport({});
    TokenCache tokens;
    auto way = open_way();
    way.session_url = "https://169.254.169.254/latest";
    CHECK(
        opened(dingtalk_account())->send(reply(way), {transport, tokens, kNow}).result ==
        SendClass::window
    );
    CHECK(transport.requests.empty());
}

TEST_CASE("DingTalk's codes decide, not the HTTP status", "[channel]") {
    CHECK(classify_dingtalk_answer(200, R"({"errcode":300001})") == SendClass::window);
    CHECK(
        classify_dingtalk_answer(200, R"({"errcode":88,"sub_code":"40014"})") == SendClass::refresh
    );
    CHECK(
        classify_dingtalk_answer(200, R"({"errcode":88,"sub_code":"60011"})") == SendClass::config
    );
    CHECK(
        classify_dingtalk_answer(403, R"({"code":"Forbidden.AccessDenied.QpmLimitForX"})") ==
        SendClass::retry
    );
    CHECK(
        classify_dingtalk_answer(403, R"({"code":"Forbidden.AccessDenied.IpNotInWhiteList"})") ==
        SendClass::config
    );
    CHECK(classify_dingtalk_answer(200, R"({"status":1111,"wait":5})") == SendClass::retry);
    CHECK(classify_dingtalk_answer(200, "<html>") == SendClass::retry);
    CHECK(classify_dingtalk_answer(200, kRobotOk) == SendClass::ok);
    CHECK(
        classify_dingtalk_answer(200, R"({"processQueryKey":"k","invalidStaffIdList":["u"]})") ==
        SendClass::permanent
    );
    CHECK(
        classify_dingtalk_answer(
            200, R"({"processQueryKey":"k","flowControlledStaffIdList":["u"]})"
        ) == SendClass::retry
    );
}

TEST_CASE("wrong credentials of DingTalk stop the account", "[channel]") {
    TokenCache tokens;
    ScriptedTransport transport({answered(R"({"code":"invalidClientSecret","message":"x"})", 400)});
    const DingtalkWay way{"", {}, "", "user7"};
    const auto outcome = opened(dingtalk_account())->send(reply(way), {transport, tokens, kNow});
    CHECK(outcome.result == SendClass::config);
    CHECK(outcome.detail.find("invalidClientSecret") != std::string::npos);
    CHECK(outcome.detail.find(kAppSecret) == std::string::npos);
}

}  // namespace huiying::channel
