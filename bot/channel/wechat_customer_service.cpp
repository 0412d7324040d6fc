#include "bot/channel/wechat_customer_service.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/query_string.hpp"
#include "bot/channel/text_parts.hpp"
#include "bot/channel/transport.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

using model::SendClass;
using nlohmann::json;

constexpr std::string_view kApiBase = "https://api.weixin.qq.com";
constexpr std::size_t kDetailBytes = 200;
constexpr std::chrono::seconds kShortestLifetime{60};

struct CodeRow {
    std::int64_t errcode;
    SendClass means;
};

constexpr std::array kCodes{
    CodeRow{0, SendClass::ok},
    CodeRow{40001, SendClass::refresh},
    CodeRow{40014, SendClass::refresh},
    CodeRow{42001, SendClass::refresh},
    CodeRow{-1, SendClass::retry},
    CodeRow{45011, SendClass::retry},
    CodeRow{45009, SendClass::quota},
    CodeRow{45015, SendClass::window},
    CodeRow{45047, SendClass::window},
    CodeRow{40003, SendClass::permanent},
    CodeRow{43004, SendClass::permanent},
    CodeRow{48002, SendClass::permanent},
    CodeRow{45002, SendClass::permanent},
    CodeRow{44004, SendClass::permanent},
    CodeRow{40033, SendClass::permanent},
    CodeRow{40013, SendClass::config},
    CodeRow{40125, SendClass::config},
    CodeRow{40164, SendClass::config},
    CodeRow{48001, SendClass::config},
    CodeRow{48004, SendClass::config},
    CodeRow{50002, SendClass::config},
};

std::string dump(const json& value) {
    // A text cut inside a character must not throw.
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json parse(std::string_view body) {
    return json::parse(body.begin(), body.end(), nullptr, false);
}

/// Code and words of a refusal, for people; no secrets in it.
std::string detail_of(const TransportAnswer& answer) {
    if (answer.reach == Reach::not_sent)
        return "no connection";
    if (answer.reach == Reach::unknown)
        return "no answer";
    const json body = parse(answer.body);
    if (!body.is_object() || !body.contains("errcode"))
        return "HTTP " + std::to_string(answer.status) + ", not a platform answer";
    std::string detail = dump(body["errcode"]);
    if (body.contains("errmsg") && body["errmsg"].is_string())
        detail += " " + printable(body["errmsg"].get<std::string>());
    return std::string(text::truncate_bytes(detail, kDetailBytes));
}

SendClass class_of(const TransportAnswer& answer) {
    if (answer.reach == Reach::not_sent)
        return SendClass::retry;
    if (answer.reach == Reach::unknown)
        return SendClass::unknown;
    return classify_wechat_answer(answer.status, answer.body);
}

/// A refusal of the token itself. What would be the fault of one message elsewhere is one of the
/// account here; nothing was sent, so no answer is as good as a later one.
SendClass class_of_token_failure(const TransportAnswer& answer) {
    const SendClass result = class_of(answer);
    if (result == SendClass::refresh || result == SendClass::permanent)
        return SendClass::config;
    return result == SendClass::ok || result == SendClass::unknown ? SendClass::retry : result;
}

}  // namespace

SendClass classify_wechat_answer(int, std::string_view body) {
    const json answer = parse(body);
    if (!answer.is_object() || !answer.contains("errcode") ||
        !answer["errcode"].is_number_integer())
        return SendClass::retry;
    const auto errcode = answer["errcode"].get<std::int64_t>();
    const auto row = std::find_if(kCodes.begin(), kCodes.end(), [&](const CodeRow& code) {
        return code.errcode == errcode;
    });
    // A code that is not listed: not delivered, so trying again does no harm, and the number of
    // tries is bounded.
    return row == kCodes.end() ? SendClass::retry : row->means;
}

std::string render_custom_text(std::string_view open_id, std::string_view text) {
    return dump({{"touser", open_id}, {"msgtype", "text"}, {"text", {{"content", printable(text)}}}}
    );
}

WechatCustomerService::WechatCustomerService(const model::ChannelAccount& account)
    : app_id_(account.setting("app_id")),
      app_secret_(account.secret("app_secret")),
      api_base_(account.setting("api_base")),
      query_url_(account.setting("query_url")) {
    if (api_base_.empty())
        api_base_ = kApiBase;
    while (api_base_.ends_with('/'))
        api_base_.pop_back();
    token_key_ = "wechat_oa|" + app_id_ + "|" + sha256_hex(app_secret_ + "|" + api_base_);
}

std::optional<AccountProblem> WechatCustomerService::problem_of(const model::ChannelAccount& account
) {
    const std::string base = account.setting("api_base");
    if (!base.empty() && !base.starts_with("https://") && !base.starts_with("http://"))
        return AccountProblem{"api_base", "接口地址须以 https:// 或 http:// 开头"};
    if (account.setting("query_url").size() > kDetailBytes)
        return AccountProblem{"query_url", "查询网页的地址不超过 200 字节"};
    return std::nullopt;
}

Token WechatCustomerService::fetch_token(Transport& transport, Renew renew) const {
    OutgoingRequest request;
    request.url = api_base_ + "/cgi-bin/stable_token";
    request.body = dump(
        {{"grant_type", "client_credential"},
         {"appid", app_id_},
         {"secret", app_secret_},
         {"force_refresh", renew == Renew::always}}
    );
    const TransportAnswer answer = transport.post(request);
    Token token;
    const json body = answer.reach == Reach::answered ? parse(answer.body) : json();
    if (body.is_object() && body.contains("access_token") && body["access_token"].is_string()) {
        token.value = body["access_token"].get<std::string>();
        const bool is_told = body.contains("expires_in") && body["expires_in"].is_number_integer();
        token.lifetime = std::chrono::seconds{is_told ? body["expires_in"].get<std::int64_t>() : 0};
        token.lifetime = std::max(token.lifetime, kShortestLifetime);
    }
    if (token.value.empty()) {
        token.failure.result = class_of_token_failure(answer);
        token.failure.detail = "token: " + detail_of(answer);
    }
    return token;
}

std::vector<std::string> WechatCustomerService::parts_of(const model::OutboundMessage& message
) const {
    std::string closing = "\n……（内容较长，全文请凭编号 " + message.number + " 和查询码查询";
    if (!query_url_.empty())
        closing += "：" + query_url_;
    closing += "）";
    return capped_parts(
        without_links(printable(message.text)), {kCustomTextBytes, kCustomTextParts}, closing
    );
}

struct WechatCustomerService::Posted {
    SendClass result;
    std::string detail;
};

WechatCustomerService::Posted WechatCustomerService::post_part(
    const model::OutboundMessage& message,
    const std::string& part,
    const std::string& token,
    Transport& transport
) const {
    OutgoingRequest request;
    request.url = api_base_ + "/cgi-bin/message/custom/send?access_token=" + percent_encode(token);
    request.body = render_custom_text(message.recipient, part);
    const TransportAnswer answer = transport.post(request);
    return {class_of(answer), detail_of(answer)};
}

model::SendOutcome WechatCustomerService::send(
    const model::OutboundMessage& message, const SendContext& context
) const {
    const auto outcome = [done =
                              message.parts_done](SendClass result, std::string detail, int more) {
        return model::SendOutcome{result, std::move(detail), done + more};
    };
    if (!is_set_up())
        return outcome(SendClass::config, "no app_id or app_secret", 0);
    const auto parts = parts_of(message);
    if (parts.empty())
        return outcome(SendClass::permanent, "nothing to send", 0);
    const auto fetch = [&](Renew renew) { return fetch_token(context.transport, renew); };
    Token token = context.tokens.get(token_key_, context.now, fetch);
    bool is_replaced = false;
    int sent = 0;
    for (auto i = static_cast<std::size_t>(message.parts_done); i < parts.size();) {
        if (token.value.empty())
            return outcome(token.failure.result, token.failure.detail, sent);
        const Posted posted = post_part(message, parts[i], token.value, context.transport);
        if (posted.result == SendClass::ok) {
            ++sent;
            ++i;
        } else if (posted.result != SendClass::refresh) {
            return outcome(posted.result, posted.detail, sent);
        } else if (is_replaced) {
            // One new token a message; then back to the queue.
            return outcome(SendClass::retry, posted.detail, sent);
        } else {
            is_replaced = true;
            token = context.tokens.replace(token_key_, token.value, context.now, fetch);
        }
    }
    return outcome(SendClass::ok, "", sent);
}

}  // namespace huiying::channel
