#include "bot/channel/sms_report.hpp"

#include "bot/channel/base64.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/sms.hpp"
#include "bot/channel/token_cache.hpp"
#include "fixture.hpp"

namespace huiying::channel {
namespace {

using model::Fate;
using model::SendClass;

const std::string kReportSecret = "gateway-report-secret";
const std::string kLost = R"({"id":"s1","status":"UNDELIV","err":"MK:0001"})";

model::ChannelAccount report_account() {
    model::ChannelAccount account{"sms", "town", {}, {}, true};
    account.settings = {
        {"url", "http://sms.test/send"},
        {"signature", "马桥镇"},
        {"body", R"({"to":"{phone}","text":"{text}","id":"{id}"})"},
        {"ok_field", "result.code"},
        {"ok_values", "0"},
        {"id_field", "result.sid"},
        {"pending_values", "BUFFERED"},
        {"report_reason", "err"}};
    account.secrets = {{"report_secret", kReportSecret}};
    return account;
}

std::string hex(const Digest256& digest) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string words;
    for (const auto byte : digest) {
        words += digits[byte >> 4U];
        words += digits[byte & 0xFU];
    }
    return words;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

Post post_of(const std::string& query, const Fields& fields, const std::string& body = kLost) {
    Post post;
    post.query = query;
    post.fields = fields;
    post.body = body;
    return post;
}

Post signed_post(const std::string& body, const std::string& signed_text) {
    return post_of("", {{"x-signature", hex(HmacKey(kReportSecret).sign({signed_text}))}}, body);
}

Received received(const model::ChannelAccount& account, Post post) {
    return opened(account)->receive(post.request(), kNow);
}

std::vector<model::DeliveryReport> reports_of(const model::ChannelAccount& account, Post post) {
    const auto got = received(account, std::move(post));
    REQUIRE(std::holds_alternative<DeliveryReports>(got));
    return std::get<DeliveryReports>(got).reports;
}

std::string refusal(const model::ChannelAccount& account, Post post) {
    const auto got = received(account, std::move(post));
    const auto* const refused = std::get_if<Refused>(&got);
    return refused == nullptr ? "taken" : refused->word;
}

}  // namespace

TEST_CASE("a signed report says which message was lost, and why", "[channel]") {
    const auto reports = reports_of(report_account(), signed_post(kLost, kLost));
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].id == "s1");
    CHECK(reports[0].fate == Fate::undelivered);
    CHECK(reports[0].reason == "网关：UNDELIV MK:0001");
}

TEST_CASE(
    "reports in a list are taken together, those without a result are left out", "[channel]"
) {
    const std::string body =
        R"([{"id":7,"status":"DELIVRD"},{"id":"s2","status":"BUFFERED"},{"id":"s3","status":"EXPIRED"},{"x":1}])";
    const auto reports = reports_of(report_account(), signed_post(body, body));
    REQUIRE(reports.size() == 2);
    CHECK(reports[0].id == "7");
    CHECK(reports[0].fate == Fate::delivered);
    CHECK(reports[1].fate == Fate::undelivered);
}

TEST_CASE("where a report's fields stand is the account's", "[channel]") {
    auto account = report_account();
    account.settings["report_list"] = "data.list";
    account.settings["report_id"] = "m.sid";
    account.settings["report_status"] = "m.st";
    account.settings["delivered_values"] = "0,OK";
    const std::string body = R"({"data":{"list":[{"m":{"sid":"s9","st":0}}]}})";
    CHECK(reports_of(account, signed_post(body, body)).at(0).fate == Fate::delivered);
    account.settings["report_format"] = "form";
    account.settings["report_list"] = "reports";
    const std::string form =
        "reports=%5B%7B%22m%22%3A%7B%22sid%22%3A%22s8%22%2C%22st%22%3A%22OK%22%7D%7D%5D";
    CHECK(reports_of(account, signed_post(form, form)).at(0).id == "s8");
    account.settings.erase("report_list");
    account.settings["report_id"] = "sid";
    account.settings["report_status"] = "st";
    const std::string plain = "sid=s7&st=bad";
    CHECK(reports_of(account, signed_post(plain, plain)).at(0).fate == Fate::undelivered);
    account.settings["report_reason"] = "why";
    const std::string spaced = "sid=s6&st=bad&why=no+such+number&pad=" + std::string(9000, 'x');
    CHECK(
        reports_of(account, signed_post(spaced, spaced)).at(0).reason.find("no such number") !=
        std::string::npos
    );
    const std::string twice = "sid=s5&st=bad&sid=s4";
    CHECK(refusal(account, signed_post(twice, twice)) == "no_reports");
}

TEST_CASE("what is not signed as the account says is refused", "[channel]") {
    const auto account = report_account();
    CHECK(refusal(account, signed_post(kLost, kLost + " ")) == "bad_signature");
    CHECK(refusal(account, post_of("", {})) == "missing_parameter");
    auto none = account;
    none.secrets.clear();
    CHECK(refusal(none, signed_post(kLost, kLost)) == "sends_only");
    const auto base64 = encode_base64(as_text(HmacKey(kReportSecret).sign({kLost})));
    CHECK(refusal(account, post_of("", {{"x-signature", "sha256=" + base64}})) == "taken");
    CHECK(refusal(account, signed_post("{}", "{}")) == "no_reports");
    CHECK(refusal(account, signed_post("{", "{")) == "no_reports");
}

TEST_CASE("a signed time that is too old is refused", "[channel]") {
    auto account = report_account();
    account.settings["report_signed"] = "{time}.{body}";
    account.settings["report_time_header"] = "X-Time";
    const auto at = [&](std::int64_t seconds) {
        const auto time = std::to_string(seconds);
        auto post = signed_post(kLost, time + "." + kLost);
        post.fields.emplace_back("x-time", time);
        return post;
    };
    CHECK(refusal(account, at(kNowSeconds)) == "taken");
    CHECK(refusal(account, at(kNowSeconds - 301)) == "stale_timestamp");
    auto other = at(kNowSeconds);
    other.fields.back().second = std::to_string(kNowSeconds + 1);
    CHECK(refusal(account, other) == "bad_signature");
}

TEST_CASE(
    "a gateway that signs nothing shows a token, in a header or in its address", "[channel]"
) {
    auto account = report_account();
    account.settings["report_sign"] = "token";
    CHECK(refusal(account, post_of("token=" + kReportSecret, {})) == "taken");
    CHECK(refusal(account, post_of("token=gateway-report-secreT", {})) == "bad_signature");
    CHECK(refusal(account, post_of("", {})) == "missing_parameter");
    account.settings["report_signature_header"] = "X-Key";
    CHECK(refusal(account, post_of("token=" + kReportSecret, {})) == "missing_parameter");
    CHECK(refusal(account, post_of("", {{"x-key", kReportSecret}})) == "taken");
}

TEST_CASE("a report signed by the Standard Webhooks is taken", "[channel]") {
    auto account = report_account();
    account.settings["report_sign"] = "standard";
    account.secrets["report_secret"] = kSecret;
    const auto time = std::to_string(kNowSeconds);
    const auto signature = SigningKey::from(kSecret)->sign("r1", time, kLost);
    const auto post = post_of(
        "", {{"webhook-id", "r1"}, {"webhook-timestamp", time}, {"webhook-signature", signature}}
    );
    CHECK(refusal(account, post) == "taken");
    CHECK(refusal(account, signed_post(kLost, kLost)) != "taken");
}

TEST_CASE("the gateway's name for a message is kept, else our own", "[channel]") {
    model::OutboundMessage message;
    message.idempotency_key = "hy_1_sms";
    message.recipient = "13900001234";
    TokenCache tokens;
    ScriptedTransport transport(
        {answered(R"({"result":{"code":0,"sid":99}})"), answered(R"({"result":{"code":0}})")}
    );
    const auto channel = opened(report_account());
    const auto first = channel->send(message, {transport, tokens, kNow});
    CHECK(first.result == SendClass::ok);
    CHECK(first.ids == std::vector<std::string>{"99"});
    CHECK(channel->send(message, {transport, tokens, kNow}).ids.at(0) == "hy_1_sms");
}

TEST_CASE("settings of reports that cannot be used are named", "[channel]") {
    const auto field = [](const std::string& key, const std::string& value) {
        auto account = report_account();
        (key == "report_secret" ? account.secrets : account.settings)[key] = value;
        auto made = open_channel(account);
        const auto* const problem = std::get_if<AccountProblem>(&made);
        return problem == nullptr ? std::string() : problem->field;
    };
    CHECK(field("report_secret", kReportSecret).empty());
    CHECK(field("report_secret", "short") == "report_secret");
    CHECK(field("report_sign", "md5") == "report_sign");
    CHECK(field("report_sign", "standard") == "report_secret");
    CHECK(field("report_format", "xml") == "report_format");
    CHECK(field("report_signed", "{time}") == "report_signed");
    CHECK(field("report_signed", "{time}.{body}") == "report_time_header");
    CHECK(field("report_time_header", "X-Time") == "report_time_header");
}

}  // namespace huiying::channel
