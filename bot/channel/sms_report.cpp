#include "bot/channel/sms_report.hpp"

#include "bot/channel/base64.hpp"
#include "bot/channel/gateway_fields.hpp"
#include "bot/channel/query_string.hpp"
#include "bot/channel/text_parts.hpp"
#include "bot/channel/time_window.hpp"
#include "http/request.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <utility>

namespace huiying::channel {
namespace {

constexpr std::size_t kReasonBytes = 80;
constexpr std::size_t kShortestSecret = 16;

std::string lower(std::string_view text) {
    std::string made(text);
    std::transform(made.begin(), made.end(), made.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return made;
}

/// "{time}.{body}" with both filled in; what they hold is not looked at again.
std::string filled(std::string_view pattern, std::string_view time, std::string_view body) {
    std::string made;
    while (!pattern.empty()) {
        if (pattern.starts_with("{time}")) {
            made += time;
            pattern.remove_prefix(6);
        } else if (pattern.starts_with("{body}")) {
            made += body;
            pattern.remove_prefix(6);
        } else {
            made += pattern.front();
            pattern.remove_prefix(1);
        }
    }
    return made;
}

std::string reason_of(const GatewayReport& report) {
    const auto whole = report.reason.empty() ? report.status : report.status + " " + report.reason;
    return "网关：" + std::string(text::truncate_bytes(printable(whole), kReasonBytes));
}

Answer answer_of(const model::ChannelAccount& account) {
    auto words = setting_or(account, "report_answer", "OK");
    const bool is_json = words.starts_with('{');
    return {
        200,
        is_json ? "application/json; charset=utf-8" : "text/plain; charset=utf-8",
        std::move(words)};
}

std::optional<AccountProblem> problem_of(const model::ChannelAccount& account) {
    const auto sign = account.setting("report_sign");
    if (!sign.empty() && sign != "hmac" && sign != "standard" && sign != "token")
        return AccountProblem{"report_sign", "送达报告的验签方式须为 hmac、standard 或 token"};
    if (account.secret("report_secret").size() < kShortestSecret)
        return AccountProblem{"report_secret", "送达报告的密钥须不少于 16 个字符"};
    const auto format = account.setting("report_format");
    if (!format.empty() && format != "json" && format != "form")
        return AccountProblem{"report_format", "送达报告的格式须为 json 或 form"};
    const auto signed_text = setting_or(account, "report_signed", "{body}");
    if (signed_text.find("{body}") == std::string::npos)
        return AccountProblem{"report_signed", "签名的内容须含 {body}，另可用 {time}"};
    const bool has_time = signed_text.find("{time}") != std::string::npos;
    if (has_time != !account.setting("report_time_header").empty())
        return AccountProblem{
            "report_time_header", "签名的内容含 {time} 时填写时间所在的请求头，不含时不填"};
    return std::nullopt;
}

}  // namespace

SmsReports::SmsReports(const model::ChannelAccount& account)
    : account_(account), key_(account.secret("report_secret")), skew_(skew_of(account)) {
    const auto sign = account.setting("report_sign");
    sign_ = sign == "standard" ? Sign::standard : sign == "token" ? Sign::token : Sign::hmac;
}

SmsReports::Made SmsReports::from(const model::ChannelAccount& account) {
    if (account.secret("report_secret").empty())
        return std::unique_ptr<const SmsReports>();
    if (auto problem = problem_of(account))
        return std::move(*problem);
    std::unique_ptr<SmsReports> made(new SmsReports(account));
    if (made->sign_ == Sign::standard && !made->standard_.add(account.secret("report_secret")))
        return AccountProblem{
            "report_secret", "密钥须为 whsec_ 加 16 至 64 字节的 Base64，或 whpk_ 加 Ed25519 公钥"};
    return std::unique_ptr<const SmsReports>(std::move(made));
}

bool SmsReports::is_signature(std::string_view given, const Digest256& wanted) const {
    for (const std::string_view prefix : {"sha256=", "v1=", "v1,"}) {
        if (given.starts_with(prefix))
            given.remove_prefix(prefix.size());
    }
    return is_equal_secretly(lower(given), to_hex(wanted)) ||
           is_equal_secretly(given, encode_base64(as_text(wanted)));
}

std::optional<Fault> SmsReports::check_hmac(const http::Request& request, model::Instant now)
    const {
    const auto given =
        request.header(setting_or(account_, "report_signature_header", "X-Signature"));
    if (given.empty())
        return Fault::missing_parameter;
    const auto time_header = account_.setting("report_time_header");
    const auto time = time_header.empty() ? std::string_view() : request.header(time_header);
    const auto content =
        filled(setting_or(account_, "report_signed", "{body}"), time, request.body);
    if (!is_signature(given, key_.sign({content})))
        return Fault::bad_signature;
    if (time_header.empty())
        return std::nullopt;
    const auto seconds = parse_seconds(time);
    if (!seconds)
        return seconds.error();
    const auto in_time = check_window(*seconds, now, skew_);
    return in_time ? std::nullopt : std::optional(in_time.error());
}

/// In a header where the gateway can set one, else in its address.
std::optional<Fault> SmsReports::check_token(const http::Request& request) const {
    const auto header = account_.setting("report_signature_header");
    std::string given;
    if (!header.empty()) {
        given = request.header(header);
    } else {
        const auto query = QueryString::parse(request.query);
        if (!query)
            return query.error();
        given = query->get("token");
    }
    if (given.empty())
        return Fault::missing_parameter;
    // Digests: the comparison takes as long for a token of another length.
    return sha256(given) == sha256(account_.secret("report_secret"))
               ? std::nullopt
               : std::optional(Fault::bad_signature);
}

std::optional<Fault> SmsReports::check(const http::Request& request, model::Instant now) const {
    if (sign_ == Sign::hmac)
        return check_hmac(request, now);
    if (sign_ == Sign::token)
        return check_token(request);
    const auto id = standard_.verify(request, now, skew_);
    return id ? std::nullopt : std::optional(id.error());
}

Received SmsReports::receive(const http::Request& request, model::Instant now) const {
    if (const auto fault = check(request, now))
        return refused(*fault);
    const auto read = read_gateway_reports(account_, request.body);
    if (!read || read->empty())
        return Refused{model::Errc::bad_request, "no_reports"};
    DeliveryReports taken{{}, answer_of(account_)};
    const auto delivered = setting_or(account_, "delivered_values", "DELIVRD");
    for (const auto& report : *read) {
        if (is_listed(account_.setting("pending_values"), report.status))
            continue;
        const bool has_arrived = is_listed(delivered, report.status);
        taken.reports.push_back(
            {report.id,
             has_arrived ? model::Fate::delivered : model::Fate::undelivered,
             has_arrived ? std::string() : reason_of(report)}
        );
    }
    return taken;
}

}  // namespace huiying::channel
