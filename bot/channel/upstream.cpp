#include "bot/channel/upstream.hpp"

#include "board/model/passed_on.hpp"
#include "bot/channel/signed_post.hpp"
#include "bot/channel/standard_webhooks.hpp"
#include "bot/channel/time_window.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace huiying::channel {
namespace {

constexpr std::size_t kBodyLimitBytes = std::size_t{1024} * 1024;
constexpr std::string_view kProblemJson = "application/problem+json; charset=utf-8";

class Upstream final : public Channel, public UpstreamAccount {
  public:
    Upstream(
        model::ChannelAccount account, VerifyingKeys keys, std::optional<SigningKey> signing_key
    )
        : Channel(std::move(account)),
          keys_(std::move(keys)),
          signing_key_(std::move(signing_key)),
          callback_url_(this->account().setting("callback_url")),
          skew_(skew_of(this->account())) {}

    Checked<std::string_view> verify(const http::Request& request, model::Instant now)
        const override {
        return keys_.verify(request, now, skew_);
    }

    /// Its calls come by the routes of their own: one may hold many matters.
    Received receive(const http::Request&, model::Instant) const override {
        return Refused{model::Errc::not_found, "wrong_door"};
    }

    Received reread(std::string_view, model::Instant) const override {
        return Refused{model::Errc::bad_request, "unreadable"};
    }

    Answer accepted(const Message&, const Receipt&) const override { return {}; }

    bool can_send() const override { return !callback_url_.empty() && signing_key_.has_value(); }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override {
        if (can_send())
            return post_signed(
                callback_url_, *signing_key_, message, render_upstream_call(message), context
            );
        return {
            model::SendClass::config, "no callback_url or no key to sign with", message.parts_done};
    }

  private:
    VerifyingKeys keys_;
    std::optional<SigningKey> signing_key_;
    std::string callback_url_;
    std::chrono::seconds skew_;
};

Answer refuse(const Refused&) {
    return {
        401,
        std::string(kProblemJson),
        R"({"type":"about:blank","title":"签名验证未通过","status":401,"code":"bad_signature"})"};
}

bool is_one_of(const std::string& value, std::initializer_list<std::string_view> allowed) {
    return value.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

std::optional<AccountProblem> wrong_choice(const model::ChannelAccount& account) {
    if (!is_one_of(account.setting("answers_by"), {"upstream", "town"}))
        return AccountProblem{"answers_by", "由谁答复来信人，须为 upstream（对方）或 town（本镇）"};
    for (const char* const key : {"receipt", "take_back", "more_time"})
        if (!is_one_of(account.setting(key), {"yes", "no"}))
            return AccountProblem{key, "须为 yes 或 no"};
    const auto columns = account.setting("columns");
    if (!columns.empty() && !nlohmann::json::parse(columns, nullptr, false).is_object())
        return AccountProblem{"columns", "列名对应须为 JSON 对象，如 {\"number\":\"来件编号\"}"};
    return std::nullopt;
}

Made make(const model::ChannelAccount& account) {
    if (auto problem = wrong_choice(account))
        return std::move(*problem);
    VerifyingKeys keys;
    if (auto problem = add_keys(keys, account))
        return std::move(*problem);
    const auto url = account.setting("callback_url");
    if (!url.empty() && !is_web_address(url))
        return AccountProblem{"callback_url", "回报地址须以 https:// 或 http:// 开头"};
    auto signing_key = SigningKey::from(account.secret("secret"));
    if (!url.empty() && !signing_key)
        return AccountProblem{"secret", "有回报地址时密钥须能签名：whsec_ 对称密钥"};
    return std::make_unique<Upstream>(account, std::move(keys), std::move(signing_key));
}

using Place = AccountField::Place;
using Need = AccountField::Need;

constexpr std::array kFields{
    AccountField{"title", Place::setting, Need::required, "", nullptr, "转办单位的名称"},
    AccountField{
        "answers_by", Place::setting, Need::optional, "upstream", nullptr, "由谁答复来信人"},
    AccountField{"receipt", Place::setting, Need::optional, "yes", nullptr, "回报签收"},
    AccountField{"take_back", Place::setting, Need::optional, "yes", nullptr, "可申请退回"},
    AccountField{"more_time", Place::setting, Need::optional, "yes", nullptr, "可申请延期"},
    AccountField{"callback_url", Place::setting, Need::optional, "", nullptr, "回报地址"},
    AccountField{"columns", Place::setting, Need::optional, "", nullptr, "文件的列名对应（JSON）"},
    AccountField{"secret", Place::secret, Need::required, "", generate_webhook_secret, "签名密钥"},
    AccountField{"previous_secret", Place::secret, Need::optional, "", nullptr, "轮换前的签名密钥"},
    AccountField{
        "max_skew_s", Place::setting, Need::optional, "300", nullptr, "时间戳允许误差（秒）"},
};

}  // namespace

std::string render_upstream_call(const model::OutboundMessage& message) {
    const auto space = message.way_back.find(' ');
    const auto handed_on = message.is_reply ? "letter" : "notice";
    nlohmann::ordered_json json{
        {"type", message.way_back.empty() ? handed_on : message.way_back.substr(0, space)},
        {"id", message.idempotency_key},
        {"upstream_number", message.recipient},
        {"number", message.number},
        {"text", message.text}};
    if (space != std::string::npos)
        json["workdays"] = std::stoi(message.way_back.substr(space + 1));
    json["at"] = model::to_rfc3339(message.at);
    json["by"] = message.by;
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

const ChannelRow& upstream_row() {
    static const ChannelRow kRow{
        .platform = model::kUpstream,
        .title = "转办单位",
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
