#include "bot/channel/wechat_notice.hpp"

#include "bot/channel/token_cache.hpp"
#include "bot/channel/wechat_oa.hpp"
#include "fixture.hpp"

#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

const std::string kTokenAnswer = R"({"access_token":"T","expires_in":7200})";
const std::string kShut = R"({"errcode":45015,"errmsg":"out of time"})";

model::ChannelAccount notice_account(const std::string& kind) {
    auto account = wechat_account("safe");
    account.settings["notice_kind"] = kind;
    account.settings["notice_template_id"] = "TPL";
    account.settings["notice_fields"] =
        R"({"character_string1":"{number}","thing2":"您的来信已有答复","time3":"{date}"})";
    account.settings["query_url"] = "https://town.test/status";
    return account;
}

model::OutboundMessage late_reply() {
    model::OutboundMessage message;
    message.number = "7K3M-9Q2X-RT4B";
    message.is_reply = true;
    message.recipient = "openid-1";
    message.text = "已修好。";
    message.at = kNow;
    return message;
}

model::SendOutcome sent(ScriptedTransport& transport, const std::string& kind) {
    TokenCache tokens;
    return opened(notice_account(kind))->send(late_reply(), {transport, tokens, kNow});
}

}  // namespace

TEST_CASE(
    "a reply whose window is shut is told of by a notice that does not hold it", "[channel]"
) {
    const auto [kind, path] = GENERATE(table<std::string, std::string>(
        {{"template", "/cgi-bin/message/template/send"},
         {"subscribe", "/cgi-bin/message/subscribe/bizsend"}}
    ));
    ScriptedTransport transport(
        {answered(kTokenAnswer), answered(kShut), answered(R"({"errcode":0})")}
    );
    const auto outcome = sent(transport, kind);
    CHECK(outcome.result == SendClass::ok);
    CHECK(outcome.detail.find("服务通知") != std::string::npos);
    const auto& request = transport.requests.at(2);
    CHECK(request.url == "http://api.test" + path + "?access_token=T");
    CHECK(request.body.find("已修好") == std::string::npos);
    const auto body = json::parse(request.body);
    CHECK(body["touser"] == "openid-1");
    CHECK(body["template_id"] == "TPL");
    CHECK(body["data"]["character_string1"]["value"] == "7K3M-9Q2X-RT4B");
    CHECK(body["data"]["thing2"]["value"] == "您的来信已有答复");
    CHECK(body["data"]["time3"]["value"] == "2025-11-23");
    CHECK(body[kind == "template" ? "url" : "page"] == "https://town.test/status");
}

TEST_CASE("a word in between is no reply: nobody is told that there is one", "[channel]") {
    ScriptedTransport transport({answered(kTokenAnswer), answered(kShut)});
    TokenCache tokens;
    auto word = late_reply();
    word.is_reply = false;
    const auto outcome = opened(notice_account("template"))->send(word, {transport, tokens, kNow});
    CHECK(outcome.result == SendClass::window);
    CHECK(transport.requests.size() == 2);
}

TEST_CASE(
    "a notice that cannot go out now leaves the way to a short message or a call", "[channel]"
) {
    const auto [code, wanted] = GENERATE(table<int, SendClass>(
        {{43101, SendClass::window},
         {43004, SendClass::window},
         {40037, SendClass::window},
         {45009, SendClass::window},
         {-1, SendClass::retry}}
    ));
    ScriptedTransport transport(
        {answered(kTokenAnswer),
         answered(kShut),
         answered(R"({"errcode":)" + std::to_string(code) + "}")}
    );
    CHECK(sent(transport, "subscribe").result == wanted);
}

TEST_CASE("a one-time message goes out in the scene that the citizen agreed to", "[channel]") {
    auto account = notice_account("once");
    account.settings.erase("notice_fields");
    const auto address = notice_opt_in_url(account, late_reply().number);
    CHECK(address.starts_with("https://mp.weixin.qq.com/mp/subscribemsg?action=get_confirm"));
    CHECK(address.ends_with("&redirect_url=https%3A%2F%2Ftown.test%2Fstatus#wechat_redirect"));
    ScriptedTransport transport(
        {answered(kTokenAnswer), answered(kShut), answered(R"({"errcode":0})")}
    );
    TokenCache tokens;
    CHECK(opened(account)->send(late_reply(), {transport, tokens, kNow}).result == SendClass::ok);
    const auto& request = transport.requests.at(2);
    CHECK(request.url.starts_with("http://api.test/cgi-bin/message/template/subscribe?"));
    const auto body = json::parse(request.body);
    CHECK(address.find("&scene=" + body["scene"].get<std::string>() + "&") != std::string::npos);
    CHECK(body["title"] == "您的来信已有答复");
    CHECK(request.body.find("已修好") == std::string::npos);
    CHECK(notice_opt_in_url(notice_account("template"), "A").empty());
    CHECK(notice_opt_in_url(wechat_account("safe"), "A").empty());
}

TEST_CASE("what the platform reports of a notice is read, and nothing else", "[channel]") {
    const auto report = [](const std::string& name, const std::string& rest) {
        return read_notice_report("<xml><Event>" + name + "</Event>" + rest + "</xml>");
    };
    const auto blocked =
        report("TEMPLATESENDJOBFINISH", "<MsgID>7</MsgID><Status>failed:user block</Status>");
    REQUIRE(blocked);
    CHECK(blocked->id == "7");
    CHECK(blocked->reason == "服务通知未送达：对方拒收");
    const auto nested = report(
        "subscribe_msg_sent_event",
        "<SubscribeMsgSentEvent><List><MsgID> 9 </MsgID><ErrorCode>0</ErrorCode></List>"
        "</SubscribeMsgSentEvent>"
    );
    REQUIRE(nested);
    CHECK(nested->id == "9");
    CHECK(nested->fate == model::Fate::delivered);
    CHECK_FALSE(report("TEMPLATESENDJOBFINISH", "<Status>success</Status>"));
    CHECK_FALSE(report("subscribe_msg_sent_event", "<MsgID>1</MsgID>"));
    CHECK_FALSE(report("CLICK", "<MsgID>1</MsgID>"));
    CHECK_FALSE(read_notice_report("<xml>"));
}

TEST_CASE("without a template nothing more is sent when the window is shut", "[channel]") {
    ScriptedTransport transport({answered(kTokenAnswer), answered(kShut)});
    TokenCache tokens;
    const auto outcome =
        opened(wechat_account("safe"))->send(late_reply(), {transport, tokens, kNow});
    CHECK(outcome.result == SendClass::window);
    CHECK(transport.requests.size() == 2);
}

TEST_CASE("settings of a notice that cannot be used are named", "[channel]") {
    const auto field = [](const std::string& key, const std::string& value) {
        auto account = notice_account("template");
        account.settings[key] = value;
        auto made = open_channel(account);
        const auto* const problem = std::get_if<AccountProblem>(&made);
        return problem == nullptr ? std::string() : problem->field;
    };
    CHECK(field("notice_kind", "template").empty());
    CHECK(field("notice_kind", "sms") == "notice_kind");
    CHECK(field("notice_opt_in_url", "https://town.test/s") == "notice_opt_in_url");
    CHECK(field("notice_fields", "number") == "notice_fields");
    CHECK(field("notice_fields", R"({"a":1})") == "notice_fields");
    CHECK(field("menu_answers", "[]") == "menu_answers");
}

}  // namespace huiying::channel
