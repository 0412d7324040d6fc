#include "bot/channel/webhook.hpp"

#include "bot/channel/delivery_key.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/signed_post.hpp"
#include "bot/channel/standard_webhooks.hpp"
#include "bot/channel/time_window.hpp"
#include "bot/channel/transport.hpp"
#include "bot/channel/webhook_payload.hpp"
#include "bot/channel/webhook_scheme.hpp"
#include "http/request.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace huiying::channel {
namespace {

using model::Errc;
using model::SendClass;

constexpr std::string_view kPlatform = kWebhookPlatform;
constexpr std::string_view kJson = "application/json; charset=utf-8";
constexpr std::string_view kProblemJson = "application/problem+json; charset=utf-8";
constexpr std::size_t kBodyLimitBytes = std::size_t{256} * 1024;
constexpr std::chrono::hours kTrustedAge{24};

std::string dump(const nlohmann::ordered_json& json) {
    // A text cut inside a character must not throw.
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

class Webhook final : public Channel {
  public:
    Webhook(
        model::ChannelAccount account, VerifyingKeys keys, std::optional<SigningKey> signing_key
    )
        : Channel(std::move(account)),
          keys_(std::move(keys)),
          signing_key_(std::move(signing_key)),
          reply_url_(this->account().setting("reply_url")),
          skew_(skew_of(this->account())),
          is_time_trusted_(this->account().setting("trust_sent_at") == "yes") {}

    Received receive(const http::Request& request, model::Instant now) const override {
        const auto id = keys_.verify(request, now, skew_);
        if (!id)
            return Refused{errc_of(id.error()), std::string(word_of(id.error()))};
        return reread(request.body, now);
    }

    Received reread(std::string_view raw, model::Instant now) const override {
        auto payload = read_webhook_payload(raw);
        if (!payload)
            return Refused{payload.error().reason, payload.error().field};
        model::InboundMessage& inbound = payload->message;
        inbound.channel = kPlatform;
        inbound.account = account().name;
        inbound.delivery_key =
            make_delivery_key({kPlatform, inbound.account, inbound.sender, payload->id});
        inbound.arrived_at = now;
        inbound.received_at = received_at(payload->sent_at, now);
        ReplyAddress reply_to{inbound.sender, inbound.account, inbound.received_at};
        return Message{std::move(inbound), std::move(reply_to)};
    }

    Answer accepted(const Message&, const Receipt& receipt) const override {
        // Both are of letters, digits and hyphens: nothing to escape.
        std::string body;
        body.reserve(64);
        body.append(R"({"number":")").append(receipt.number);
        body.append(R"(","code":")").append(receipt.code).append(R"("})");
        return {200, std::string(kJson), std::move(body)};
    }

    bool can_send() const override { return !reply_url_.empty() && signing_key_.has_value(); }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override;

  private:
    /// The sender's time where it is trusted and at most a day old, else the arrival.
    model::Instant received_at(std::optional<model::Instant> sent_at, model::Instant now) const {
        if (!is_time_trusted_ || !sent_at || *sent_at < now - kTrustedAge || *sent_at > now + skew_)
            return now;
        return std::min(*sent_at, now);
    }

    VerifyingKeys keys_;
    std::optional<SigningKey> signing_key_;
    std::string reply_url_;
    std::chrono::seconds skew_;
    bool is_time_trusted_;
};

model::SendOutcome Webhook::send(const model::OutboundMessage& message, const SendContext& context)
    const {
    if (can_send())
        return post_signed(reply_url_, *signing_key_, message, render_reply(message), context);
    return {SendClass::config, "no reply_url or no key to sign with", message.parts_done};
}

struct ProblemRow {
    Errc reason;
    int status;
    std::string_view title;
};

constexpr std::array kProblems{
    ProblemRow{Errc::bad_request, 400, "请求内容不符合格式"},
    ProblemRow{Errc::bad_encoding, 400, "文字不是有效的 UTF-8，或含有空字符"},
    ProblemRow{Errc::empty_text, 400, "没有文字内容"},
    ProblemRow{Errc::text_too_long, 400, "内容过长"},
    ProblemRow{Errc::too_many_files, 400, "附件过多"},
    ProblemRow{Errc::body_too_large, 413, "请求过大"},
};

Answer refuse(const Refused& refused) {
    const auto row = std::find_if(kProblems.begin(), kProblems.end(), [&](const auto& problem) {
        return problem.reason == refused.reason;
    });
    // Whatever is wrong with the signature sounds the same, and so does an unknown account.
    const bool is_told = row != kProblems.end();
    nlohmann::ordered_json problem{
        {"type", "about:blank"},
        {"title", is_told ? row->title : "签名验证未通过"},
        {"status", is_told ? row->status : 401},
        {"code", model::code_of(is_told ? refused.reason : Errc::bad_signature)}};
    if (is_told && !refused.word.empty())
        problem["field"] = refused.word;
    return {is_told ? row->status : 401, std::string(kProblemJson), dump(problem)};
}

Made make_standard(const model::ChannelAccount& account) {
    VerifyingKeys keys;
    if (auto problem = add_keys(keys, account))
        return std::move(*problem);
    const std::string own = account.secret("reply_secret");
    auto signing_key = SigningKey::from(own.empty() ? account.secret("secret") : own);
    const std::string reply_url = account.setting("reply_url");
    if (!reply_url.empty() && !is_web_address(reply_url))
        return AccountProblem{"reply_url", "回复地址须以 https:// 或 http:// 开头"};
    if (!reply_url.empty() && !signing_key)
        return AccountProblem{
            "reply_secret", "有回复地址时须有签名密钥：whsec_ 对称密钥或 whsk_ Ed25519 私钥"};
    return std::make_unique<Webhook>(account, std::move(keys), std::move(signing_key));
}

Made make(const model::ChannelAccount& account) {
    if (const auto problem = address_problem(account, {"api_base"}))
        return *problem;
    const std::string scheme = account.setting("scheme");
    if (scheme == "slack")
        return make_slack_webhook(account);
    if (scheme == "github")
        return make_github_webhook(account);
    if (scheme == "telegram")
        return make_telegram_webhook(account);
    if (!scheme.empty() && scheme != "standard")
        return AccountProblem{"scheme", "签名方式须为 standard、slack、github 或 telegram"};
    return make_standard(account);
}

using Place = AccountField::Place;
using Need = AccountField::Need;

constexpr std::array kFields{
    AccountField{"secret", Place::secret, Need::required, "", generate_webhook_secret, "验签密钥"},
    AccountField{"previous_secret", Place::secret, Need::optional, "", nullptr, "轮换前的验签密钥"},
    AccountField{"reply_secret", Place::secret, Need::optional, "", nullptr, "回复的签名密钥"},
    AccountField{"api_token", Place::secret, Need::optional, "", nullptr, "发送用的令牌"},
    AccountField{"scheme", Place::setting, Need::optional, "standard", nullptr, "签名方式"},
    AccountField{"reply_url", Place::setting, Need::optional, "", nullptr, "回复推送地址"},
    AccountField{"trust_sent_at", Place::setting, Need::optional, "no", nullptr, "采信发送时间"},
    AccountField{"api_base", Place::setting, Need::optional, "", nullptr, "接口地址"},
    AccountField{"query_url", Place::setting, Need::optional, "", nullptr, "查询网页的地址"},
    AccountField{
        "max_skew_s", Place::setting, Need::optional, "300", nullptr, "时间戳允许误差（秒）"},
};

}  // namespace

std::string render_reply(const model::OutboundMessage& message) {
    return dump(
        {{"type", "reply"},
         {"id", message.idempotency_key},
         {"number", message.number},
         {"to", {{"id", message.recipient}}},
         {"text", message.text},
         {"at", model::to_rfc3339(message.at)},
         {"by", message.by}}
    );
}

const ChannelRow& webhook_row() {
    static const ChannelRow kRow{
        .platform = kPlatform,
        .title = "通用 Webhook",
        .passive = Passive::no,
        .idempotent_send = IdempotentSend::yes,
        .limits = {.body_bytes = kBodyLimitBytes, .part_bytes = 0, .max_parts = 1},
        .fields = kFields,
        .make = make,
        .refuse = refuse,
        .classify = classify_signed,
    };
    return kRow;
}

}  // namespace huiying::channel
