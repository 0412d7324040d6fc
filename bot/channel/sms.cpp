#include "bot/channel/sms.hpp"

#include "bot/channel/gateway_fields.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/query_string.hpp"
#include "bot/channel/send_quota.hpp"
#include "bot/channel/sms_report.hpp"
#include "bot/channel/text_parts.hpp"
#include "bot/channel/transport.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

constexpr std::string_view kPlatform = "sms";
constexpr std::size_t kWholeUnits = 70;
constexpr std::size_t kPartUnits = 67;
constexpr std::size_t kMostSegments = 3;
constexpr std::size_t kMobileDigits = 11;
/// Begins the text of a message that brings a lost query code.
constexpr std::string_view kCodeMark = "查询码：";
constexpr std::string_view kCodeText = "您来信（编号{number}）的查询码是{code}，请勿告诉他人";
constexpr std::string_view kText = "您的来信（编号{number}）已有答复，请凭编号和查询码查看{link}";

/// UTF-16 units of valid UTF-8: two for what lies beyond the basic plane.
std::size_t units_of(std::string_view text) {
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80)
            units += byte >= 0xF0 ? 2 : 1;
    }
    return units;
}

std::string replaced(std::string words, std::string_view name, std::string_view value) {
    for (auto at = words.find(name); at != std::string::npos;
         at = words.find(name, at + value.size()))
        words.replace(at, name.size(), value);
    return words;
}

/// What stands inside the quotes of a JSON string.
std::string json_inner(const std::string& text) {
    const auto quoted = dump_json(json(text));
    return quoted.substr(1, quoted.size() - 2);
}

bool is_mobile(std::string_view phone) {
    return phone.size() == kMobileDigits && phone[0] == '1' && phone[1] >= '3' &&
           phone.find_first_not_of("0123456789") == std::string_view::npos;
}

class Sms final : public Channel {
  public:
    Sms(model::ChannelAccount account, std::unique_ptr<const SmsReports> reports, SendQuota quota)
        : Channel(std::move(account)), reports_(std::move(reports)), quota_(quota) {}

    /// What the gateway reports, where the account has a secret for that.
    Received receive(const http::Request& request, model::Instant now) const override {
        return reports_ ? reports_->receive(request, now)
                        : Refused{model::Errc::bad_signature, "sends_only"};
    }

    Received reread(std::string_view, model::Instant) const override {
        return Refused{model::Errc::not_found, "sends_only"};
    }

    Answer accepted(const Message&, const Receipt&) const override { return {}; }

    bool can_send() const override { return true; }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override;

    /// As gateways charge for it.
    int parts_left(const model::OutboundMessage& message) const override {
        return static_cast<int>(sms_segments(printable(words_of(message))));
    }

    std::optional<SendQuota> quota() const override { return quota_; }

  private:
    std::string words_of(const model::OutboundMessage& message) const;
    std::string code_words_of(const model::OutboundMessage& message) const;
    OutgoingRequest request_of(const model::OutboundMessage& message, const std::string& words)
        const;
    std::string id_in(const TransportAnswer& answer, const std::string& own_id) const;
    Posted meaning(const TransportAnswer& answer, const std::string& own_id) const;

    const std::unique_ptr<const SmsReports> reports_;
    const SendQuota quota_;
};

/// The account's words, whatever the reply says; without the link where they would be too long.
std::string Sms::words_of(const model::OutboundMessage& message) const {
    if (message.text.starts_with(kCodeMark))
        return code_words_of(message);
    const auto set = account().setting("text");
    const auto link = account().setting("query_url");
    const std::string begun =
        "【" + account().setting("signature") + "】" +
        replaced(set.empty() ? std::string(kText) : set, "{number}", message.number);
    const auto whole = replaced(begun, "{link}", link.empty() ? "" : "：" + link);
    return sms_segments(whole) <= kMostSegments ? whole : replaced(begun, "{link}", "");
}

std::string Sms::code_words_of(const model::OutboundMessage& message) const {
    const auto set = account().setting("code_text");
    auto words = replaced(set.empty() ? std::string(kCodeText) : set, "{number}", message.number);
    return "【" + account().setting("signature") + "】" +
           replaced(std::move(words), "{code}", message.text.substr(kCodeMark.size()));
}

OutgoingRequest Sms::request_of(const model::OutboundMessage& message, const std::string& words)
    const {
    OutgoingRequest request;
    request.url = account().setting("url");
    request.host_chosen_by = HostChosenBy::administrator;
    const bool is_form = account().setting("format") == "form";
    if (is_form)
        request.content_type = "application/x-www-form-urlencoded; charset=utf-8";
    request.body = account().setting("body");
    const std::array<std::pair<std::string_view, std::string>, 4> values{
        {{"{phone}", message.recipient},
         {"{text}", words},
         {"{secret}", account().secret("secret")},
         {"{id}", message.idempotency_key}}};
    for (const auto& [name, value] : values)
        request.body =
            replaced(request.body, name, is_form ? percent_encode(value) : json_inner(value));
    return request;
}

/// What the gateway calls the message; our own name where it does not say.
std::string Sms::id_in(const TransportAnswer& answer, const std::string& own_id) const {
    const auto body = read_json(answer.body);
    auto id = body ? dotted_text(*body, account().setting("id_field")) : std::string();
    return id.empty() ? own_id : id;
}

/// Where the status alone says that it was not taken.
std::optional<Posted> refused_by_status(const TransportAnswer& answer) {
    if (answer.reach == Reach::not_sent)
        return Posted{SendClass::retry, "no connection"};
    if (answer.reach == Reach::unknown)
        return Posted{SendClass::unknown, "no answer"};
    const std::string status = "HTTP " + std::to_string(answer.status);
    if (answer.status == 429 || answer.status >= 500)
        return Posted{SendClass::retry, status};
    if (answer.status == 401 || answer.status == 403 || answer.status < 200 ||
        (answer.status >= 300 && answer.status < 400))
        return Posted{SendClass::config, status};
    return std::nullopt;
}

/// The field and its values are the account's; a gateway that says neither is judged by its status.
Posted Sms::meaning(const TransportAnswer& answer, const std::string& own_id) const {
    if (auto refused = refused_by_status(answer))
        return std::move(*refused);
    const std::string status = "HTTP " + std::to_string(answer.status);
    const auto field = account().setting("ok_field");
    if (field.empty())
        return {
            answer.status < 300 ? SendClass::ok : SendClass::permanent,
            status,
            id_in(answer, own_id)};
    const auto body = read_json(answer.body);
    const json* const found = body ? find_dotted(*body, field) : nullptr;
    if (found == nullptr)
        return {SendClass::retry, status + ", not the gateway's answer"};
    const auto value = found->is_string() ? found->get<std::string>() : found->dump();
    const auto said = field + " " + value;
    for (const auto& [key, means] :
         {std::pair{"ok_values", SendClass::ok},
          std::pair{"retry_values", SendClass::retry},
          std::pair{"quota_values", SendClass::quota},
          std::pair{"config_values", SendClass::config}}) {
        if (is_listed(account().setting(key), value))
            return {
                means,
                means == SendClass::ok ? std::string() : said,
                means == SendClass::ok ? id_in(answer, own_id) : std::string()};
    }
    return {SendClass::permanent, said};
}

model::SendOutcome Sms::send(const model::OutboundMessage& message, const SendContext& context)
    const {
    if (!is_mobile(message.recipient))
        return {SendClass::permanent, "not a mobile number", message.parts_done};
    const auto words = printable(words_of(message));
    return send_parts({words}, message, [&](const std::string& part) {
        return meaning(context.transport.post(request_of(message, part)), message.idempotency_key);
    });
}

/// Only who has signed hears that there was nothing in it.
Answer refuse(const Refused& refused) {
    if (refused.reason == model::Errc::bad_request)
        return {
            400,
            "application/problem+json; charset=utf-8",
            R"({"type":"about:blank","title":"没有可读的送达报告","status":400,"code":"bad_request"})"};
    return {403, "text/plain; charset=utf-8", "forbidden"};
}

Made make(const model::ChannelAccount& account) {
    const auto url = account.setting("url");
    if (!url.starts_with("https://") && !url.starts_with("http://"))
        return AccountProblem{"url", "网关的地址须以 https:// 或 http:// 开头"};
    if (account.setting("signature").empty())
        return AccountProblem{"signature", "缺少短信签名（不带【】）"};
    const auto body = account.setting("body");
    if (body.find("{phone}") == std::string::npos || body.find("{text}") == std::string::npos)
        return AccountProblem{"body", "请求正文须含 {phone} 与 {text}，另可用 {secret}、{id}"};
    const auto format = account.setting("format");
    if (!format.empty() && format != "json" && format != "form")
        return AccountProblem{"format", "正文格式须为 json 或 form"};
    if (!account.setting("ok_field").empty() && account.setting("ok_values").empty())
        return AccountProblem{
            "ok_values", "填了 ok_field 就要填 ok_values：成功时它的值，用逗号分开"};
    auto reports = SmsReports::from(account);
    if (auto* problem = std::get_if<AccountProblem>(&reports))
        return std::move(*problem);
    const auto quota = quota_of(account);
    if (const auto* const problem = std::get_if<AccountProblem>(&quota))
        return *problem;
    return std::make_unique<Sms>(
        account,
        std::move(std::get<std::unique_ptr<const SmsReports>>(reports)),
        std::get<SendQuota>(quota)
    );
}

SendClass classify(int http_status, std::string_view) {
    return http_status >= 200 && http_status < 300 ? SendClass::ok : SendClass::retry;
}

using Place = AccountField::Place;
using Need = AccountField::Need;

constexpr std::array kFields{
    AccountField{"url", Place::setting, Need::required, "", nullptr, "网关的地址"},
    AccountField{"signature", Place::setting, Need::required, "", nullptr, "短信签名"},
    AccountField{"body", Place::setting, Need::required, "", nullptr, "请求正文"},
    AccountField{"format", Place::setting, Need::optional, "json", nullptr, "正文格式"},
    AccountField{"secret", Place::secret, Need::optional, "", nullptr, "网关的密钥"},
    AccountField{"text", Place::setting, Need::optional, "", nullptr, "短信的话"},
    AccountField{"code_text", Place::setting, Need::optional, "", nullptr, "重发查询码的话"},
    AccountField{"query_url", Place::setting, Need::optional, "", nullptr, "查询网页的地址"},
    AccountField{"ok_field", Place::setting, Need::optional, "", nullptr, "结果所在的字段"},
    AccountField{"ok_values", Place::setting, Need::optional, "", nullptr, "成功的值"},
    AccountField{"retry_values", Place::setting, Need::optional, "", nullptr, "稍后再试的值"},
    AccountField{"quota_values", Place::setting, Need::optional, "", nullptr, "额度用完的值"},
    AccountField{"config_values", Place::setting, Need::optional, "", nullptr, "账号有误的值"},
    AccountField{
        "quota_to_one_a_day", Place::setting, Need::optional, "5", nullptr, "一个号码每天的上限"},
    AccountField{"quota_a_day", Place::setting, Need::optional, "1000", nullptr, "每天的上限"},
    AccountField{"quota_a_month", Place::setting, Need::optional, "20000", nullptr, "每月的上限"},
    AccountField{"id_field", Place::setting, Need::optional, "", nullptr, "短信编号所在的字段"},
    AccountField{"report_secret", Place::secret, Need::optional, "", nullptr, "送达报告的密钥"},
    AccountField{"report_sign", Place::setting, Need::optional, "", nullptr, "送达报告的验签方式"},
    AccountField{
        "report_signature_header", Place::setting, Need::optional, "", nullptr, "签名所在的请求头"},
    AccountField{
        "report_time_header", Place::setting, Need::optional, "", nullptr, "时间所在的请求头"},
    AccountField{"report_signed", Place::setting, Need::optional, "", nullptr, "签名的内容"},
    AccountField{"report_format", Place::setting, Need::optional, "", nullptr, "送达报告的格式"},
    AccountField{"report_list", Place::setting, Need::optional, "", nullptr, "送达报告的列表"},
    AccountField{"report_id", Place::setting, Need::optional, "", nullptr, "报告里的短信编号"},
    AccountField{"report_status", Place::setting, Need::optional, "", nullptr, "报告里的状态"},
    AccountField{"report_reason", Place::setting, Need::optional, "", nullptr, "报告里的原因"},
    AccountField{"delivered_values", Place::setting, Need::optional, "", nullptr, "已送达的值"},
    AccountField{"pending_values", Place::setting, Need::optional, "", nullptr, "还没有结果的值"},
    AccountField{"report_answer", Place::setting, Need::optional, "", nullptr, "对报告的回答"},
    AccountField{"max_skew_s", Place::setting, Need::optional, "", nullptr, "时间戳允许误差（秒）"},
};

}  // namespace

std::size_t sms_segments(std::string_view text) {
    const std::size_t units = units_of(text);
    return units <= kWholeUnits ? 1 : (units + kPartUnits - 1) / kPartUnits;
}

const ChannelRow& sms_row() {
    static const ChannelRow kRow{
        .platform = kPlatform,
        .title = "短信",
        .passive = Passive::no,
        .idempotent_send = IdempotentSend::no,
        .limits =
            {.body_bytes = 1024,
             .part_bytes = 0,
             .max_parts = 1,
             .passive_bytes = 0,
             .sends_a_second = 10,
             .sends_a_minute_to_one = 3},
        .fields = kFields,
        .make = make,
        .refuse = refuse,
        .classify = classify,
    };
    return kRow;
}

}  // namespace huiying::channel
