#include "bot/channel/feishu_messages.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/query_string.hpp"
#include "bot/channel/text_parts.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

constexpr std::string_view kApiBase = "https://open.feishu.cn";
constexpr std::size_t kKeyDigits = 32;
constexpr std::int64_t kRecalled = 230011;
/// The platform knows a uuid for an hour.
constexpr std::chrono::minutes kKeyLife{55};

constexpr std::array kCodes{
    CodeRow{0, SendClass::ok},
    CodeRow{99991661, SendClass::refresh},
    CodeRow{99991663, SendClass::refresh},
    CodeRow{99991664, SendClass::refresh},
    CodeRow{99991665, SendClass::refresh},
    CodeRow{99991668, SendClass::refresh},
    CodeRow{99991671, SendClass::refresh},
    CodeRow{99991677, SendClass::refresh},
    CodeRow{99991400, SendClass::retry},
    CodeRow{230020, SendClass::retry},
    CodeRow{11232, SendClass::retry},
    CodeRow{230049, SendClass::retry},
    CodeRow{230006, SendClass::config},
    CodeRow{230027, SendClass::config},
    CodeRow{99991672, SendClass::config},
    CodeRow{230001, SendClass::permanent},
    CodeRow{230002, SendClass::permanent},
    CodeRow{kRecalled, SendClass::permanent},
    CodeRow{230013, SendClass::permanent},
    CodeRow{230018, SendClass::permanent},
    CodeRow{230022, SendClass::permanent},
    CodeRow{230025, SendClass::permanent},
    CodeRow{230028, SendClass::permanent},
    CodeRow{230035, SendClass::permanent},
    CodeRow{232009, SendClass::permanent},
};

constexpr AnswerReader kReader{classify_feishu_answer, "code", "msg"};

/// Codes of the token API are not listed: what it refuses while it is well is the account's fault.
SendClass classify_token_answer(int http_status, std::string_view body) {
    const auto answer = read_json(body);
    const auto code = answer ? number_at(*answer, {"code"}) : std::nullopt;
    if (!code || http_status == 429 || http_status >= 500)
        return SendClass::retry;
    const SendClass result = meaning_of(kCodes, *code);
    const bool is_busy = *code == 99991400 || *code == 11232;
    return result == SendClass::retry && !is_busy ? SendClass::config : result;
}

/// What the platform knows a repetition by.
std::string key_of(const model::OutboundMessage& message, std::size_t part) {
    const std::string index = std::to_string(part);
    return sha256_hex({message.idempotency_key, "|", index}).substr(0, kKeyDigits);
}

bool is_recalled(const TransportAnswer& answer) {
    if (answer.reach != Reach::answered)
        return false;
    const auto body = read_json(answer.body);
    return body && number_at(*body, {"code"}) == kRecalled;
}

/// Where a part is posted to: under the citizen's message, or to the citizen.
struct Target {
    std::string path;
    std::string receive_id;  ///< empty: the path says it
};

Target reply_target(const model::OutboundMessage& message) {
    return {"/open-apis/im/v1/messages/" + percent_encode(message.way_back) + "/reply", ""};
}

Target person_target(const model::OutboundMessage& message) {
    return {"/open-apis/im/v1/messages?receive_id_type=open_id", message.recipient};
}

}  // namespace

SendClass classify_feishu_answer(int http_status, std::string_view body) {
    const auto answer = read_json(body);
    const auto code = answer ? number_at(*answer, {"code"}) : std::nullopt;
    return !code || http_status == 429 ? SendClass::retry : meaning_of(kCodes, *code);
}

std::string render_feishu_text(std::string_view text) {
    return dump_json({{"text", without_tags(printable(text), "at")}});
}

FeishuMessages::FeishuMessages(const model::ChannelAccount& account)
    : app_id_(account.setting("app_id")),
      app_secret_(account.secret("app_secret")),
      api_base_(api_base_of(account, kApiBase)),
      query_url_(account.setting("query_url")) {
    token_key_ = "feishu|" + app_id_ + "|" + sha256_hex(app_secret_ + "|" + api_base_);
}

std::optional<AccountProblem> FeishuMessages::problem_of(const model::ChannelAccount& account) {
    return address_problem(account, {"api_base"});
}

Token FeishuMessages::fetch_token(Transport& transport) const {
    constexpr AnswerReader reader{classify_token_answer, "code", "msg"};
    OutgoingRequest request;
    request.url = api_base_ + "/open-apis/auth/v3/tenant_access_token/internal";
    request.body = dump_json({{"app_id", app_id_}, {"app_secret", app_secret_}});
    return token_of(transport.post(request), {"tenant_access_token", "expire"}, reader);
}

std::vector<std::string> FeishuMessages::parts_of(const model::OutboundMessage& message) const {
    return capped_parts(
        printable(message.text),
        {kFeishuTextBytes, kFeishuTextParts},
        closing_of(message, query_url_)
    );
}

model::SendOutcome FeishuMessages::send(
    const model::OutboundMessage& message, const SendContext& context
) const {
    if (message.unsure_since && context.now - *message.unsure_since >= kKeyLife)
        return {
            SendClass::unknown, "the platform has forgotten an earlier try", message.parts_done};
    const auto parts = parts_of(message);
    // There is no way to force another token: the platform gives one when the old one nears its
    // end.
    const auto fetch = [&](Renew) { return fetch_token(context.transport); };
    const auto post_to = [&](const Target& target, const PartPost& part) {
        json body{
            {"content", render_feishu_text(part.part)},
            {"msg_type", "text"},
            {"uuid", key_of(message, part.index)}};
        if (!target.receive_id.empty())
            body["receive_id"] = target.receive_id;
        OutgoingRequest request;
        request.url = api_base_ + target.path;
        request.headers = {{"Authorization", "Bearer " + part.token}};
        request.body = dump_json(body);
        return context.transport.post(request);
    };
    const auto post = [&](const PartPost& part) {
        if (message.way_back.empty())
            return posted_of(post_to(person_target(message), part), kReader);
        const auto answer = post_to(reply_target(message), part);
        return posted_of(
            is_recalled(answer) ? post_to(person_target(message), part) : answer, kReader
        );
    };
    return send_parts(parts, message, context, {token_key_, fetch, post});
}

Media FeishuMessages::fetch_media(const std::string& address, const MediaUses& uses) const {
    const auto id = media_id_of(address, "feishu-media:");
    const std::size_t slash = id.find('/');
    if (slash == std::string::npos)
        return {Media::End::never, {}, "地址不对"};
    const std::string key = id.substr(slash + 1);
    const auto fetch = [&](Renew) { return fetch_token(uses.context.transport); };
    const auto download = [&](const std::string& token) {
        return Download{
            api_base_ + "/open-apis/im/v1/messages/" + percent_encode(id.substr(0, slash)) +
                "/resources/" + percent_encode(key) +
                (key.starts_with("img_") ? "?type=image" : "?type=file"),
            {{"Authorization", "Bearer " + token}},
            HostNamedBy::account};
    };
    return fetch_with_token({token_key_, fetch, download, classify_feishu_answer}, uses);
}

}  // namespace huiying::channel
