#include "bot/channel/sms.hpp"

#include "bot/channel/token_cache.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;

model::ChannelAccount sms_account() {
    model::ChannelAccount account{"sms", "town", {}, {}, true};
    account.settings = {
        {"url", "http://sms.test/send"},
        {"signature", "马\"桥镇"},
        {"body", R"({"to":"{phone}","text":"{text}","key":"{secret}","id":"{id}"})"},
        {"query_url", "https://town.test/status"},
        {"ok_field", "code"},
        {"ok_values", "0,200"},
        {"retry_values", "-1"},
        {"quota_values", "1005"},
        {"config_values", "1001"}};
    account.secrets = {{"secret", "s3cret"}};
    return account;
}

model::OutboundMessage reply(const std::string& phone = "13900001234") {
    model::OutboundMessage message;
    message.number = "7K3M-9Q2X-RT4B";
    message.idempotency_key = "hy_1_sms";
    message.recipient = phone;
    message.text = "您反映的张三家违建已拆除。";
    return message;
}

SendClass sent(
    const TransportAnswer& answer, const model::ChannelAccount& account = sms_account()
) {
    ScriptedTransport transport({answer});
    TokenCache tokens;
    return opened(account)->send(reply(), {transport, tokens, kNow}).result;
}

}  // namespace

TEST_CASE("a short message names number and link, and nothing of the reply", "[channel]") {
    ScriptedTransport transport({answered(R"({"code":0})")});
    TokenCache tokens;
    CHECK(opened(sms_account())->send(reply(), {transport, tokens, kNow}).result == SendClass::ok);
    const auto body = nlohmann::json::parse(transport.requests.at(0).body);
    CHECK(
        body["text"] ==
        "【马\"桥镇】您的来信（编号7K3M-9Q2X-RT4B）已有答复，请凭编号和查询码查看："
        "https://town.test/status"
    );
    CHECK(body["to"] == "13900001234");
    CHECK(body["key"] == "s3cret");
    CHECK(transport.requests.at(0).body.find("违建") == std::string::npos);
}

TEST_CASE("a form is escaped as forms are", "[channel]") {
    auto account = sms_account();
    account.settings["format"] = "form";
    account.settings["body"] = "to={phone}&text={text}";
    ScriptedTransport transport({answered(R"({"code":"200"})")});
    TokenCache tokens;
    CHECK(opened(account)->send(reply(), {transport, tokens, kNow}).result == SendClass::ok);
    CHECK(transport.requests.at(0).body.find("text=%E3%80%90%E9%A9%AC%22") != std::string::npos);
}

TEST_CASE("the gateway's own values say what became of it", "[channel]") {
    const auto [answer, wanted] = GENERATE(table<TransportAnswer, SendClass>({
        {answered(R"({"code":0})"), SendClass::ok},
        {answered(R"({"code":"200"})"), SendClass::ok},
        {answered(R"({"code":-1})"), SendClass::retry},
        {answered(R"({"code":1005})"), SendClass::quota},
        {answered(R"({"code":1001})"), SendClass::config},
        {answered(R"({"code":42})"), SendClass::permanent},
        {answered("<html>"), SendClass::retry},
        {answered("", 503), SendClass::retry},
        {answered("", 403), SendClass::config},
        {{Reach::unknown, 0, ""}, SendClass::unknown},
        {{Reach::not_sent, 0, ""}, SendClass::retry},
    }));
    CAPTURE(answer.body, answer.status);
    CHECK(sent(answer) == wanted);
}

TEST_CASE("what is no mobile number is never sent to", "[channel]") {
    for (const auto* const phone : {"02112345678", "1390000123", "12900001234", "+8613900001234"}) {
        ScriptedTransport transport({});
        TokenCache tokens;
        const auto outcome = opened(sms_account())->send(reply(phone), {transport, tokens, kNow});
        CHECK(outcome.result == SendClass::permanent);
        CHECK(transport.requests.empty());
    }
}

TEST_CASE("segments are counted as the networks count them", "[channel]") {
    const auto characters = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += "字";
        return text;
    };
    CHECK(sms_segments(characters(70)) == 1);
    CHECK(sms_segments(characters(71)) == 2);
    CHECK(sms_segments(characters(134)) == 2);
    CHECK(sms_segments(characters(135)) == 3);
    CHECK(sms_segments(characters(69) + "😀") == 2);
}

TEST_CASE("settings of a gateway that cannot be used are named", "[channel]") {
    const auto field = [](const std::string& key, const std::string& value) {
        auto account = sms_account();
        account.settings[key] = value;
        auto made = open_channel(account);
        const auto* const problem = std::get_if<AccountProblem>(&made);
        return problem == nullptr ? std::string() : problem->field;
    };
    CHECK(field("format", "json").empty());
    CHECK(field("format", "xml") == "format");
    CHECK(field("url", "sms.test") == "url");
    CHECK(field("body", "{text}") == "body");
    CHECK(field("ok_values", "") == "ok_values");
    CHECK(field("signature", "") == "signature");
    CHECK(field("quota_a_day", "0").empty());
    CHECK(field("quota_a_day", "many") == "quota_a_day");
    CHECK(field("quota_a_month", "-1") == "quota_a_month");
    CHECK(field("quota_to_one_a_day", "5条") == "quota_to_one_a_day");
}

TEST_CASE("an account for short messages has bounds, its own or sensible ones", "[channel]") {
    auto account = sms_account();
    auto quota = opened(account)->quota();
    REQUIRE(quota);
    CHECK(quota->to_one_a_day == 5);
    CHECK(quota->a_day == 1'000);
    CHECK(quota->a_month == 20'000);
    account.settings["quota_to_one_a_day"] = "2";
    account.settings["quota_a_day"] = "0";
    quota = opened(account)->quota();
    CHECK(quota->to_one_a_day == 2);
    CHECK(quota->a_day == 0);
}

TEST_CASE("a long short message counts as the gateway charges for it", "[channel]") {
    auto account = sms_account();
    account.settings["query_url"] = "https://town.test/a/long/way/to/status";
    CHECK(opened(account)->parts_left(reply()) == 2);
    account.settings["query_url"] = "";
    CHECK(opened(account)->parts_left(reply()) == 1);
}

}  // namespace huiying::channel
