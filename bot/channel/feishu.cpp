#include "bot/channel/feishu.hpp"

#include "bot/channel/digest.hpp"
#include "bot/channel/feishu_envelope.hpp"
#include "bot/channel/feishu_event.hpp"
#include "bot/channel/feishu_messages.hpp"
#include "bot/channel/feishu_payload.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/time_window.hpp"
#include "http/request.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace huiying::channel {
namespace {

using nlohmann::json;

constexpr std::string_view kPlatform = "feishu";
constexpr std::string_view kJson = "application/json; charset=utf-8";
constexpr std::string_view kMessageEvent = "im.message.receive_v1";
constexpr std::string_view kAddressCheck = "url_verification";
constexpr std::size_t kBodyLimitBytes = std::size_t{256} * 1024;
/// The address check comes unsigned; nothing longer is opened without a signature.
constexpr std::size_t kMaxUnsignedBytes = 4096;
constexpr std::chrono::hours kTrustedAge{24};

constexpr std::array<std::string_view, 3> kSignatureHeaders{
    "X-Lark-Request-Timestamp", "X-Lark-Request-Nonce", "X-Lark-Signature"};

Answer success() {
    return {200, std::string(kJson), "{}"};
}

bool is_unsigned(const http::Request& request) {
    return std::all_of(
        kSignatureHeaders.begin(),
        kSignatureHeaders.end(),
        [&](std::string_view name) { return request.header_count(name) == 0; }
    );
}

/// A type of its own: a Fault would convert to bare JSON.
struct ReadEvent {
    std::string type;
    json body;
};

/// What a callback held, and whether a signature covers it.
struct Opened {
    std::string text;
    bool is_signed = false;
};

class Feishu final : public Channel, public MediaSource {
  public:
    Feishu(model::ChannelAccount account, std::optional<FeishuEnvelope> envelope)
        : Channel(std::move(account)),
          envelope_(std::move(envelope)),
          verification_token_(this->account().secret("verification_token")),
          app_id_(this->account().setting("app_id")),
          skew_(skew_of(this->account())),
          messages_(this->account()) {}

    Received receive(const http::Request& request, model::Instant now) const override;
    Received reread(std::string_view raw, model::Instant now) const override;

    Answer accepted(const Message&, const Receipt&) const override { return success(); }

    bool can_send() const override { return true; }

    std::string token_key() const override { return messages_.token_key(); }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override {
        return messages_.send(message, context);
    }

    int parts_left(const model::OutboundMessage& message) const override {
        return parts_after(messages_.parts_of(message).size(), message);
    }

    /// The text of a callback. Errors: any Fault.
    Checked<Opened> open(const http::Request& request, model::Instant now) const;
    /// The event in it, once it is known to be for this account.
    Checked<ReadEvent> read(const Opened& opened) const;

    Media fetch_media(const std::string& address, const MediaUses& uses) const override {
        return messages_.fetch_media(address, uses);
    }

  private:
    std::optional<Fault> check_signature(const http::Request& request, model::Instant now) const;
    Received sorted(const json& event, std::string_view raw, model::Instant now) const;
    Message taken(const FeishuMessage& message, std::string words, model::Instant now) const;
    model::Instant received_at(const FeishuMessage& message, model::Instant now) const;

    std::optional<FeishuEnvelope> envelope_;  ///< nullopt: plain mode
    std::string verification_token_;
    std::string app_id_;
    std::chrono::seconds skew_;
    FeishuMessages messages_;
};

std::optional<Fault> Feishu::check_signature(const http::Request& request, model::Instant now)
    const {
    for (const auto name : kSignatureHeaders) {
        if (request.header_count(name) > 1)
            return Fault::duplicate_parameter;
        if (request.header(name).empty())
            return Fault::missing_parameter;
    }
    const auto timestamp = request.header(kSignatureHeaders[0]);
    const auto seconds = parse_seconds(timestamp);
    if (!seconds)
        return seconds.error();
    if (const auto fresh = check_window(*seconds, now, skew_); !fresh)
        return fresh.error();
    // Over the bytes as they came: JSON written anew would have another one.
    const auto expected =
        envelope_->signature(timestamp, request.header(kSignatureHeaders[1]), request.body);
    if (!is_equal_secretly(request.header(kSignatureHeaders[2]), expected))
        return Fault::bad_signature;
    return std::nullopt;
}

Checked<Opened> Feishu::open(const http::Request& request, model::Instant now) const {
    if (!envelope_)
        return Opened{std::string(request.body), false};
    const auto body = read_json(request.body);
    if (!body)
        return Fault::bad_json;
    const json* const encrypted = find_at(*body, {"encrypt"});
    if (encrypted == nullptr || !encrypted->is_string())
        return Fault::plaintext_not_allowed;
    const bool is_check = is_unsigned(request) && request.body.size() <= kMaxUnsignedBytes;
    if (!is_check) {
        if (const auto fault = check_signature(request, now))
            return *fault;
    }
    auto text = envelope_->decrypt(encrypted->get_ref<const std::string&>());
    if (!text)
        return text.error();
    return Opened{std::move(*text), !is_check};
}

Checked<ReadEvent> Feishu::read(const Opened& opened) const {
    auto event = read_json(opened.text);
    if (!event)
        return Fault::bad_json;
    const bool is_check = text_at(*event, {"type"}) == kAddressCheck;
    if (envelope_ && !opened.is_signed && !is_check)
        return Fault::missing_parameter;
    const bool is_newer = find_at(*event, {"header"}) != nullptr;
    const auto token = is_newer ? text_at(*event, {"header", "token"}) : text_at(*event, {"token"});
    if (!is_equal_secretly(token, verification_token_))
        return Fault::bad_token;
    if (is_newer && text_at(*event, {"header", "app_id"}) != app_id_)
        return Fault::bad_app_id;
    auto type = text_at(*event, {"header", "event_type"});
    return ReadEvent{std::move(type), std::move(*event)};
}

Received Feishu::receive(const http::Request& request, model::Instant now) const {
    const auto opened = open(request, now);
    if (!opened)
        return refused(opened.error());
    const auto event = read(*opened);
    if (!event && event.error() == Fault::bad_json && opened->is_signed)
        return Unreadable{opened->text, std::string(word_of(Fault::bad_json)), success()};
    if (!event)
        return refused(event.error());
    if (text_at(event->body, {"type"}) != kAddressCheck)
        return sorted(event->body, opened->text, now);
    const json* const challenge = find_at(event->body, {"challenge"});
    if (challenge == nullptr || !challenge->is_string())
        return refused(Fault::missing_field);
    return Handshake{{200, std::string(kJson), dump_json({{"challenge", *challenge}})}};
}

Received Feishu::reread(std::string_view raw, model::Instant now) const {
    const auto event = read_json(raw);
    if (!event)
        return Unreadable{std::string(raw), std::string(word_of(Fault::bad_json)), success()};
    return sorted(*event, raw, now);
}

Received Feishu::sorted(const json& event, std::string_view raw, model::Instant now) const {
    const bool is_message = text_at(event, {"header", "event_type"}) == kMessageEvent;
    // What a robot says, this one or another, would be answered for ever.
    if (!is_message || text_at(event, {"event", "sender", "sender_type"}) == "app")
        return Ignored{"event", success()};
    const auto message = read_feishu_message(event);
    if (!message)
        return Unreadable{std::string(raw), std::string(word_of(message.error())), success()};
    auto words = words_of(*message);
    if (!words)
        return Unreadable{std::string(raw), std::string(word_of(Fault::unknown_type)), success()};
    if (text::trim(*words).empty())
        return Ignored{"blank", success()};
    return taken(*message, std::move(*words), now);
}

Message Feishu::taken(const FeishuMessage& message, std::string words, model::Instant now) const {
    Message taken;
    auto& inbound = taken.inbound;
    inbound.delivery_key = feishu_delivery_key(kPlatform, account().name, message);
    inbound.channel = kPlatform;
    inbound.account = account().name;
    inbound.sender = message.user;
    inbound.text = std::move(words);
    if (message.type == "location")
        inbound.place = message.detail("name");
    inbound.received_at = received_at(message, now);
    inbound.arrived_at = now;
    for (auto& address : media_addresses(message))
        inbound.attachments.push_back(
            {.name = std::string(message.detail("file_name")),
             .media_type = {},
             .sha256 = {},
             .url = std::move(address)}
        );
    // In a group everybody would read number and code: the person is answered alone.
    if (message.chat_type == "p2p")
        inbound.way_back = message.msg_id;
    taken.reply_to = {message.user, app_id_, inbound.received_at};
    return taken;
}

model::Instant Feishu::received_at(const FeishuMessage& message, model::Instant now) const {
    const model::Instant sent = model::from_unix_ms(message.created_at_ms);
    if (!envelope_ || sent < now - kTrustedAge || sent > now + skew_)
        return now;
    return std::min(sent, now);
}

Answer refuse(const Refused&) {
    return {403, std::string(kJson), R"({"code":403,"msg":"forbidden"})"};
}

Made make(const model::ChannelAccount& account) {
    const std::string mode = account.setting("mode");
    if (!mode.empty() && mode != "safe" && mode != "plain")
        return AccountProblem{"mode", "加密方式须为 safe（加密）或 plain（不加密）"};
    const std::string key = account.secret("encrypt_key");
    if (mode != "plain" && key.empty())
        return AccountProblem{
            "encrypt_key",
            "缺少 Encrypt Key：在开发者后台“事件与回调 → 加密策略”里设置后抄来；"
            "不加密的把加密方式设为 plain"};
    if (account.secret("verification_token").empty())
        return AccountProblem{"verification_token", "缺少 Verification Token"};
    if (const auto problem = FeishuMessages::problem_of(account))
        return *problem;
    std::optional<FeishuEnvelope> envelope;
    if (mode != "plain")
        envelope.emplace(key);
    return std::make_unique<Feishu>(account, std::move(envelope));
}

using Place = AccountField::Place;
using Need = AccountField::Need;

constexpr std::array kFields{
    AccountField{"mode", Place::setting, Need::required, "safe", nullptr, "加密方式"},
    AccountField{"app_id", Place::setting, Need::required, "", nullptr, "App ID"},
    AccountField{"app_secret", Place::secret, Need::required, "", nullptr, "App Secret"},
    AccountField{
        "verification_token", Place::secret, Need::required, "", nullptr, "Verification Token"},
    AccountField{"encrypt_key", Place::secret, Need::optional, "", nullptr, "Encrypt Key"},
    AccountField{"api_base", Place::setting, Need::optional, "", nullptr, "接口地址"},
    AccountField{"query_url", Place::setting, Need::optional, "", nullptr, "查询网页的地址"},
    AccountField{
        "max_skew_s", Place::setting, Need::optional, "3600", nullptr, "时间戳允许误差（秒）"},
};

}  // namespace

Checked<FeishuEvent> open_feishu_event(
    const Channel& channel, const http::Request& request, model::Instant now
) {
    const auto& feishu = dynamic_cast<const Feishu&>(channel);
    const auto opened = feishu.open(request, now);
    if (!opened)
        return opened.error();
    const auto event = feishu.read(*opened);
    if (!event)
        return event.error();
    return FeishuEvent{event->type, opened->text};
}

const ChannelRow& feishu_row() {
    static const ChannelRow kRow{
        .platform = kPlatform,
        .title = "飞书",
        .passive = Passive::by_message,
        .idempotent_send = IdempotentSend::for_an_hour,
        .limits =
            {.body_bytes = kBodyLimitBytes,
             .part_bytes = kFeishuTextBytes,
             .max_parts = kFeishuTextParts,
             .sends_a_second = 16,
             .sends_a_minute_to_one = 300},
        .fields = kFields,
        .make = make,
        .refuse = refuse,
        .classify = classify_feishu_answer,
    };
    return kRow;
}

}  // namespace huiying::channel
