// channels_bench [ROUNDS [REPEATS]]: what one delivery of each platform costs on one core, in µs:
// checked and read
// (`Channel::receive`), and with the fields of its stream entry made (`queue::encode`), the median
// of the rounds. The share is that of a bare HTTP request's cost, where the microseconds of one are
// given by HUIYING_BARE_US (script/bench channels measures it). Exit 1 when a delivery is not
// taken.
#include "bot/channel/base64.hpp"
#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/dingtalk.hpp"
#include "bot/channel/feishu_envelope.hpp"
#include "bot/channel/standard_webhooks.hpp"
#include "http/request.hpp"
#include "queue/inbound_codec.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace huiying;

constexpr const char* kTime = "1763860000";
constexpr const char* kToken = "bench-token";
constexpr const char* kAesKey = "hY7sQ2mKp0vTzXcR4nLdWbE6jU9gAaFi3oZ8tByC1Ne";
constexpr const char* kSecret = "whsec_ZnV6emluZy1rZXktb2YtdGhlLXdlYmhvb2stdGVzdHM=";
const model::Instant kNow{std::chrono::seconds{1'763'860'000}};
const std::string kText =
    "银春路68号门口的路灯坏了三天了，晚上很黑，老人出门不安全，请尽快派人来看一看，谢谢。";

/// One delivery and the account that it is for.
struct Case {
    std::string name;
    model::ChannelAccount account;
    std::string query;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

std::string hex(const channel::Digest256& digest) {
    std::string text;
    for (const auto byte : digest) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

std::string message_xml(const std::string& to, const std::string& more) {
    return "<xml><ToUserName>" + to +
           "</ToUserName><FromUserName>oBench</FromUserName><CreateTime>" + std::string(kTime) +
           "</CreateTime><MsgType>text</MsgType><Content><![CDATA[" + kText +
           "]]></Content><MsgId>70000000001</MsgId>" + more + "</xml>";
}

std::string sealed_query(const std::string& encrypted) {
    return std::string("timestamp=") + kTime +
           "&nonce=n1&msg_signature=" + channel::callback_signature(kToken, kTime, "n1", encrypted);
}

Case sealed_xml(const std::string& platform, const std::string& id, const std::string& more) {
    const auto encrypted = channel::CallbackCipher::from(kAesKey, id)
                               ->encrypt(message_xml("gh_bench", more), "0123456789abcdef");
    Case made{platform, {platform, "bench", {}, {}, true}, sealed_query(encrypted), {}, {}};
    made.account.settings = {{"mode", "safe"}, {"app_id", id}, {"corp_id", id}, {"agent_id", "12"}};
    made.account.secrets = {{"token", kToken}, {"aes_key", kAesKey}, {"app_secret", "s"}};
    made.body = "<xml><ToUserName>gh_bench</ToUserName><Encrypt>" + encrypted + "</Encrypt></xml>";
    return made;
}

Case aibot() {
    const auto encrypted =
        channel::CallbackCipher::from(kAesKey, "")
            ->encrypt(
                R"({"msgid":"m1","aibotid":"b","chattype":"single","from":{"userid":"u"},"msgtype":"text","text":{"content":")" +
                    kText + R"("}})",
                "0123456789abcdef"
            );
    Case made{
        "wecom_aibot", {"wecom_aibot", "bench", {}, {}, true}, sealed_query(encrypted), {}, {}};
    made.account.secrets = {{"token", kToken}, {"aes_key", kAesKey}};
    made.body = R"({"encrypt":")" + encrypted + R"("})";
    return made;
}

Case feishu() {
    const channel::FeishuEnvelope envelope("bench key");
    const std::string event =
        R"({"schema":"2.0","header":{"event_id":"e1","event_type":"im.message.receive_v1","create_time":"1763860000000","token":"v","app_id":"cli"},"event":{"sender":{"sender_id":{"open_id":"ou_1"},"sender_type":"user"},"message":{"message_id":"om_1","create_time":"1763860000000","chat_id":"oc_1","chat_type":"p2p","message_type":"text","content":"{\"text\":\")" +
        kText + R"(\"}"}}})";
    Case made{"feishu", {"feishu", "bench", {}, {}, true}, {}, {}, {}};
    made.account.settings = {{"mode", "safe"}, {"app_id", "cli"}};
    made.account.secrets = {
        {"app_secret", "s"}, {"verification_token", "v"}, {"encrypt_key", "bench key"}};
    made.body = R"({"encrypt":")" + envelope.encrypt(event, "0123456789abcdef") + R"("})";
    made.headers = {
        {"X-Lark-Request-Timestamp", kTime},
        {"X-Lark-Request-Nonce", "n"},
        {"X-Lark-Signature", envelope.signature(kTime, "n", made.body)}};
    return made;
}

Case dingtalk() {
    const std::string timestamp = std::string(kTime) + "000";
    Case made{"dingtalk", {"dingtalk", "bench", {{"app_key", "d"}}, {}, true}, {}, {}, {}};
    made.account.secrets = {{"app_secret", "s"}};
    made.headers = {{"timestamp", timestamp}, {"sign", channel::dingtalk_sign(timestamp, "s")}};
    made.body =
        R"({"conversationId":"c","conversationType":"1","msgId":"m1","createAt":1763860000000,"senderId":"u","senderStaffId":"u","senderNick":"王","robotCode":"d","msgtype":"text","text":{"content":")" +
        kText + R"("}})";
    return made;
}

Case webhook() {
    Case made{"webhook", {"webhook", "bench", {}, {{"secret", kSecret}}, true}, {}, {}, {}};
    made.body = R"({"id":"m1","from":{"id":"u"},"text":")" + kText + R"("})";
    made.headers = {
        {"webhook-id", "m1"},
        {"webhook-timestamp", kTime},
        {"webhook-signature", channel::SigningKey::from(kSecret)->sign("m1", kTime, made.body)}};
    return made;
}

Case scheme(const std::string& name, const std::string& header, const std::string& body) {
    Case made{
        "webhook/" + name,
        {"webhook", "bench", {{"scheme", name}}, {{"secret", kToken}}, true},
        {},
        {},
        body};
    const channel::HmacKey key{kToken};
    if (name == "slack")
        made.headers = {
            {"X-Slack-Request-Timestamp", kTime},
            {header, "v0=" + hex(key.sign({"v0:", kTime, ":", body}))}};
    else
        made.headers = {
            {header, name == "github" ? "sha256=" + hex(key.sign({body})) : std::string(kToken)}};
    return made;
}

std::vector<Case> cases() {
    return {
        webhook(),
        sealed_xml("wechat_oa", "wxbench", ""),
        sealed_xml("wecom", "wwbench", "<AgentID>12</AgentID>"),
        aibot(),
        feishu(),
        dingtalk(),
        scheme(
            "slack",
            "X-Slack-Signature",
            R"({"event_id":"E","event":{"type":"message","channel_type":"im","user":"U","channel":"D","text":")" +
                kText + R"("}})"
        ),
        scheme(
            "github",
            "X-Hub-Signature-256",
            R"({"action":"created","issue":{"number":5},"comment":{"id":3,"body":")" + kText +
                R"(","user":{"id":7,"login":"w"}},"repository":{"full_name":"a/b"}})"
        ),
        scheme(
            "telegram",
            "X-Telegram-Bot-Api-Secret-Token",
            R"({"update_id":7,"message":{"message_id":7,"date":1763860000,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":")" +
                kText + R"("}})"
        ),
    };
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// µs of one call: the median over the rounds.
template <class Work>
double measured(int rounds, int repeats, Work work) {
    std::vector<double> each;
    for (int round = 0; round < rounds; ++round) {
        const auto began = std::chrono::steady_clock::now();
        for (int i = 0; i < repeats; ++i)
            work();
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - began;
        each.push_back(took.count() / repeats);
    }
    return median(each);
}

bool measure(const Case& one, int rounds, int repeats, double bare_us) {
    auto made = channel::open_channel(one.account);
    auto* const opened = std::get_if<std::unique_ptr<channel::Channel>>(&made);
    if (opened == nullptr)
        return std::fprintf(stderr, "%s: no account\n", one.name.c_str()), false;
    std::vector<http::Header> headers;
    for (const auto& [name, value] : one.headers)
        headers.push_back({name, value});
    http::Request request;
    request.query = one.query;
    request.body = one.body;
    request.headers = headers;
    if (!std::holds_alternative<channel::Message>((*opened)->receive(request, kNow)))
        return std::fprintf(stderr, "%s: not taken\n", one.name.c_str()), false;
    std::size_t fields = 0;
    const double read =
        measured(rounds, repeats, [&] { fields += (*opened)->receive(request, kNow).index(); });
    const double whole = measured(rounds, repeats, [&] {
        const auto received = (*opened)->receive(request, kNow);
        fields += queue::encode(std::get<channel::Message>(received).inbound).size();
    });
    std::printf("%-18s %6zu %9.1f %9.1f", one.name.c_str(), one.body.size(), read, whole);
    if (bare_us > 0)
        std::printf(" %8.0f%%", 100 * whole / bare_us);
    std::printf("\n");
    return fields > 0;
}

}  // namespace

int main(int count, char** arguments) {
    const int rounds = count > 1 ? std::atoi(arguments[1]) : 9;
    const int repeats = count > 2 ? std::atoi(arguments[2]) : 2000;
    const char* const bare = std::getenv("HUIYING_BARE_US");
    const double bare_us = bare == nullptr ? 0 : std::atof(bare);
    std::printf(
        "%-18s %6s %9s %9s%s\n",
        "platform",
        "bytes",
        "read us",
        "+entry us",
        bare_us > 0 ? " of bare" : ""
    );
    bool all = true;
    for (const auto& one : cases())
        all = measure(one, rounds, repeats, bare_us) && all;
    return all ? 0 : 1;
}
