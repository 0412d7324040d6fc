#include "bot/channel/wecom_kf.hpp"

#include "bot/channel/kf_api.hpp"
#include "bot/channel/kf_payload.hpp"
#include "bot/channel/puller.hpp"
#include "bot/channel/token_cache.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

const std::string kTokenAnswer = R"({"errcode":0,"access_token":"T/1","expires_in":7200})";

model::ChannelAccount kf_account() {
    model::ChannelAccount account{"wecom_kf", "town", {}, {}, true};
    account.settings = {{"corp_id", "ww1"}, {"open_kfid", "wk1"}, {"api_base", "http://kf.test"}};
    account.secrets = {{"token", kToken}, {"aes_key", kAesKey}, {"app_secret", "s3cret"}};
    return account;
}

std::string bell_xml(const std::string& event, const std::string& kf) {
    return "<xml><ToUserName>ww1</ToUserName><CreateTime>1</CreateTime><MsgType>event</MsgType>"
           "<Event>" +
           event + "</Event><Token>ENC1</Token><OpenKfId>" + kf + "</OpenKfId></xml>";
}

Received received(const std::string& xml) {
    Post post = sealed_post(CallbackCipher::from(kAesKey, "ww1")->encrypt(xml, "0123456789abcdef"));
    return opened(kf_account())->receive(post.request(), kNow);
}

std::string page(const std::string& messages, const std::string& cursor, int has_more) {
    return R"({"errcode":0,"msg_list":[)" + messages + R"(],"next_cursor":")" + cursor +
           R"(","has_more":)" + std::to_string(has_more) + "}";
}

/// Pulls; remembers in which order messages were taken in and cursors kept.
struct Pull {
    explicit Pull(std::deque<TransportAnswer> script) : transport(std::move(script)) {}

    PullOutcome run(const std::string& refused_id = "") {
        const auto channel = opened(kf_account());
        const SendContext context{transport, tokens, kNow};
        return dynamic_cast<const Puller&>(*channel).pull(
            {context,
             "ENC1",
             "c0",
             [&](const Pulled& pulled) {
                 done.push_back(pulled.id);
                 return pulled.id != refused_id;
             },
             [&](const std::string& cursor) {
                 done.push_back("cursor " + cursor);
                 return true;
             },
             [&](const model::DeliveryReport& report) {
                 done.push_back("undelivered " + report.id + " " + report.reason);
                 return report.id != refused_id;
             }}
        );
    }

    json asked(std::size_t index) const { return json::parse(transport.requests.at(index).body); }

    ScriptedTransport transport;
    TokenCache tokens;
    std::vector<std::string> done;
};

const std::string kM1 = R"({"msgid":"m1","origin":3})";
const std::string kM2 = R"({"msgid":"m2","origin":3})";

}  // namespace

TEST_CASE("the callback of the customer service is a bell and nothing more", "[channel]") {
    const auto bell = received(bell_xml("kf_msg_or_event", "wk1"));
    REQUIRE(std::holds_alternative<Doorbell>(bell));
    CHECK(std::get<Doorbell>(bell).token == "ENC1");
    CHECK(std::get<Doorbell>(bell).inbox == "ww1|wk1");
    CHECK(std::get<Doorbell>(bell).answer.body.empty());
    CHECK(std::holds_alternative<Ignored>(received(bell_xml("kf_msg_or_event", ""))));
    CHECK(std::holds_alternative<Ignored>(received(bell_xml("subscribe", "wk1"))));
    CHECK(std::holds_alternative<Refused>(received("<!DOCTYPE a><xml/>")));
}

TEST_CASE("a bell names the inbox that it rings for, whichever account hears it", "[channel]") {
    const auto bell = received(bell_xml("kf_msg_or_event", "wk2"));
    REQUIRE(std::holds_alternative<Doorbell>(bell));
    auto other = kf_account();
    other.settings["open_kfid"] = "wk2";
    const auto channel = opened(other);
    CHECK(dynamic_cast<const Puller&>(*channel).inbox() == std::get<Doorbell>(bell).inbox);
}

TEST_CASE("a page is no larger than an answer may be", "[channel]") {
    Pull pull({answered(kTokenAnswer), answered(page("", "c1", 0))});
    pull.run();
    constexpr int answer_bytes = 1 << 20;
    constexpr int message_bytes = 8 << 10;
    CHECK(pull.asked(1).at("limit").get<int>() * message_bytes <= answer_bytes);
}

TEST_CASE(
    "a reply that the platform could not deliver is reported, and is no message", "[channel]"
) {
    const std::string failed =
        R"({"msgid":"e1","origin":4,"msgtype":"event","event":{"event_type":"msg_send_fail",)"
        R"("external_userid":"wm1","fail_msgid":"hy1","fail_type":4}})";
    const std::string entered =
        R"({"msgid":"e2","origin":4,"msgtype":"event","event":{"event_type":"enter_session"}})";
    Pull pull({answered(kTokenAnswer), answered(page(failed + "," + entered + "," + kM1, "c1", 0))}
    );
    CHECK(pull.run().end == PullEnd::all);
    CHECK(
        pull.done ==
        std::vector<std::string>{"m1", "undelivered hy1 对方最后一次来信已超过48小时", "cursor c1"}
    );
}

TEST_CASE("a reply leaves one of the five messages to the receipt", "[channel]") {
    TokenCache tokens;
    std::deque<TransportAnswer> script(9, answered(R"({"errcode":0})"));
    script.front() = answered(kTokenAnswer);
    ScriptedTransport transport(script);
    model::OutboundMessage message;
    message.recipient = "wm1";
    message.text = std::string(20'000, 'a');
    CHECK(opened(kf_account())->send(message, {transport, tokens, kNow}).parts_done == 4);
    CHECK(transport.requests.size() == 5);
}

TEST_CASE(
    "a page is taken in before its cursor is kept, and an empty one is not the last", "[channel]"
) {
    Pull pull(
        {answered(kTokenAnswer),
         answered(page("", "c1", 1)),
         answered(page(kM1 + "," + kM2, "c2", 0))}
    );
    CHECK(pull.run().end == PullEnd::all);
    CHECK(pull.done == std::vector<std::string>{"cursor c1", "m1", "m2", "cursor c2"});
    CHECK(pull.asked(2).at("cursor") == "c1");
}

TEST_CASE("a message that could not be taken in keeps the cursor where it was", "[channel]") {
    Pull pull({answered(kTokenAnswer), answered(page(kM1 + "," + kM2, "c1", 1))});
    CHECK(pull.run("m1").end == PullEnd::later);
    CHECK(pull.done == std::vector<std::string>{"m1"});
}

TEST_CASE(
    "a bell's token that is too old is left out, an access token that has ended renewed",
    "[channel]"
) {
    Pull pull(
        {answered(kTokenAnswer),
         answered(R"({"errcode":95007})"),
         answered(R"({"errcode":42001})"),
         answered(R"({"errcode":0,"access_token":"T/2","expires_in":7200})"),
         answered(page(kM1, "c1", 0))}
    );
    CHECK(pull.run().end == PullEnd::all);
    CHECK(pull.asked(1).at("token") == "ENC1");
    CHECK_FALSE(pull.asked(4).contains("token"));
    CHECK(pull.transport.requests.at(4).url.ends_with("access_token=T%2F2"));
}

TEST_CASE(
    "pulling ends for now where the platform is away, and for good where the account is wrong",
    "[channel]"
) {
    const auto [answer, end] = GENERATE(table<TransportAnswer, PullEnd>({
        {answered("<html>", 502), PullEnd::later},
        {{Reach::unknown, 0, ""}, PullEnd::later},
        {answered(R"({"errcode":-1})"), PullEnd::later},
        {answered(R"({"errcode":95000})"), PullEnd::never},
        {answered(R"({"errcode":60020})"), PullEnd::never},
    }));
    Pull pull({answered(kTokenAnswer), answer});
    CAPTURE(answer.body);
    CHECK(pull.run().end == end);
    CHECK(pull.done.empty());
}

TEST_CASE("a pulled message is taken in as its sender wrote it", "[channel]") {
    const auto taken =
        opened(kf_account())
            ->reread(
                R"({"msgid":"m1","open_kfid":"wk1","external_userid":"wm1","send_time":1763859000,"origin":3,)"
                R"("msgtype":"text","text":{"content":"路灯不亮"}})",
                kNow
            );
    REQUIRE(std::holds_alternative<Message>(taken));
    const auto& inbound = std::get<Message>(taken).inbound;
    CHECK(inbound.delivery_key == "wecom_kf|town|wm1|m1");
    CHECK(inbound.text == "路灯不亮");
    CHECK(inbound.received_at == model::Instant{std::chrono::seconds{1763859000}});
    const auto other =
        opened(kf_account())
            ->reread(R"({"msgid":"m1","external_userid":"wm1","msgtype":"hologram"})", kNow);
    REQUIRE(std::holds_alternative<Unreadable>(other));
    CHECK(std::get<Unreadable>(other).word == "unknown_type");
}

TEST_CASE("each part of a reply has an id of its own that stays the same over tries", "[channel]") {
    TokenCache tokens;
    ScriptedTransport transport(
        {answered(kTokenAnswer),
         answered(R"({"errcode":0})"),
         answered(R"({"errcode":-1})"),
         answered(R"({"errcode":95033})")}
    );
    model::OutboundMessage message;
    message.idempotency_key = "hy_7K3M_1";
    message.recipient = "wm1";
    for (int i = 0; i < 100; ++i)
        message.text += "我们已派人到现场核实情况。";
    const auto channel = opened(kf_account());
    const auto first = channel->send(message, {transport, tokens, kNow});
    CHECK(first.result == SendClass::retry);
    CHECK(first.parts_done == 1);
    message.parts_done = 1;
    CHECK(channel->send(message, {transport, tokens, kNow}).result == SendClass::ok);
    const auto id = [&](std::size_t index) {
        return json::parse(transport.requests.at(index).body).at("msgid").get<std::string>();
    };
    CHECK(id(1) != id(2));
    CHECK(id(2) == id(3));
    CHECK(id(1).size() == 32);
}

}  // namespace huiying::channel
