#include "bot/channel/wecom.hpp"

#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/flat_xml.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/safe_callback.hpp"
#include "bot/channel/text_parts.hpp"
#include "bot/channel/time_window.hpp"
#include "bot/channel/wechat_passive_reply.hpp"
#include "bot/channel/wecom_messages.hpp"
#include "http/request.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace huiying::channel {
namespace {

constexpr std::string_view kPlatform = "wecom";
constexpr std::string_view kText = "text/plain; charset=utf-8";
constexpr std::string_view kXml = "text/xml; charset=utf-8";
constexpr std::size_t kPassiveBytes = 2047;
constexpr std::chrono::hours kTrustedAge{24};
constexpr std::string_view kBlank = "没有收到文字内容，请直接用文字说明您的问题。";
constexpr std::string_view kPassiveClosing = "\n……（内容较长，全文请凭编号和查询码查询）";

/// Nothing to say.
Answer success() {
    return {200, std::string(kText), ""};
}

Received kept(std::string_view xml, Fault fault) {
    return Unreadable{std::string(xml), std::string(word_of(fault)), success()};
}

/// Events that are nobody's in particular (the customer service's bell) have no sender.
bool is_event(std::string_view xml) {
    const auto document = FlatXml::read(xml);
    return document && document->trimmed("MsgType") == "event";
}

class Wecom final : public Channel, public MediaSource {
  public:
    Wecom(model::ChannelAccount account, CallbackCipher cipher)
        : Channel(std::move(account)),
          token_(this->account().secret("token")),
          agent_id_(this->account().setting("agent_id")),
          cipher_(std::move(cipher)),
          reply_key_(cipher_.key()),
          skew_(skew_of(this->account())),
          messages_(this->account()) {}

    Received verify_url(const http::Request& request, model::Instant now) const override {
        const auto echo = callback().open_echo(request.query, now);
        if (!echo)
            return refused(echo.error());
        return Handshake{{200, std::string(kText), *echo}};
    }

    Received receive(const http::Request& request, model::Instant now) const override {
        const auto xml = open(request, now);
        return xml ? reread(*xml, now) : refused(xml.error());
    }

    Received reread(std::string_view raw, model::Instant now) const override;
    Answer accepted(const Message& message, const Receipt& receipt) const override;

    bool can_send() const override { return true; }

    std::string token_key() const override { return messages_.token_key(); }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override {
        return messages_.send(message, context);
    }

    int parts_left(const model::OutboundMessage& message) const override {
        return parts_after(messages_.parts_of(message).size(), message);
    }

    Media fetch_media(const std::string& address, const MediaUses& uses) const override {
        return messages_.fetch_media(address, uses);
    }

    Checked<std::string> open(const http::Request& request, model::Instant now) const {
        return callback().open(request, now);
    }

  private:
    SafeCallback callback() const { return {token_, cipher_, skew_}; }

    Received sorted(const WechatMessage& message, std::string_view xml, model::Instant now) const;
    Message taken(const WechatMessage& message, std::string words, model::Instant now) const;
    Answer passive(std::string_view key, const ReplyAddress& address, std::string_view text) const;

    std::string token_;
    std::string agent_id_;
    CallbackCipher cipher_;
    HmacKey reply_key_;  ///< what encrypted replies take their random bytes from
    std::chrono::seconds skew_;
    WecomMessages messages_;
};

ReplyAddress address_of(const WechatMessage& message) {
    return {
        message.user, message.account, model::Instant{std::chrono::seconds{message.created_at}}};
}

Received Wecom::reread(std::string_view raw, model::Instant now) const {
    const auto message = read_wechat_message(raw);
    if (message)
        return sorted(*message, raw, now);
    const Fault fault = message.error();
    if (fault == Fault::doctype_forbidden || raw.empty())
        return refused(fault);
    if (fault == Fault::missing_field && is_event(raw))
        return Ignored{"event", success()};
    return kept(raw, fault);
}

Received Wecom::sorted(const WechatMessage& message, std::string_view xml, model::Instant now)
    const {
    const std::string_view agent_id = message.detail("agent_id");
    if (!agent_id.empty() && !agent_id_.empty() && agent_id != agent_id_)
        return refused(Fault::bad_app_id);
    if (message.type == "event")
        return Ignored{"event", success()};
    auto words = words_of(message);
    if (!words)
        return kept(xml, Fault::unknown_type);
    const std::string key = wechat_delivery_key(kPlatform, account().name, message);
    if (text::trim(*words).empty())
        return Ignored{"blank", passive(key, address_of(message), kBlank)};
    return taken(message, std::move(*words), now);
}

Message Wecom::taken(const WechatMessage& message, std::string words, model::Instant now) const {
    Message taken;
    auto& inbound = taken.inbound;
    inbound.delivery_key = wechat_delivery_key(kPlatform, account().name, message);
    inbound.channel = kPlatform;
    inbound.account = account().name;
    inbound.sender = message.user;
    inbound.text = std::move(words);
    inbound.place = message.detail("label");
    inbound.arrived_at = now;
    const model::Instant sent{std::chrono::seconds{message.created_at}};
    const bool is_believable = sent >= now - kTrustedAge && sent <= now + skew_;
    inbound.received_at = is_believable ? std::min(sent, now) : now;
    if (!message.detail("media_id").empty() || !message.detail("pic_url").empty())
        inbound.attachments.push_back(
            {.name = {}, .media_type = {}, .sha256 = {}, .url = media_address(message, kPlatform)}
        );
    taken.reply_to = address_of(message);
    return taken;
}

Answer Wecom::accepted(const Message& message, const Receipt& receipt) const {
    if (receipt.passive_text.empty())
        return success();
    return passive(message.inbound.delivery_key, message.reply_to, receipt.passive_text);
}

Answer Wecom::passive(std::string_view key, const ReplyAddress& address, std::string_view text)
    const {
    const auto parts = capped_parts(without_links(text), {kPassiveBytes, 1}, kPassiveClosing);
    if (parts.empty())
        return success();
    const ReplyEnvelope envelope{token_, cipher_, reply_key_};
    const std::string xml = render_passive_text(address, parts.front());
    return {200, std::string(kXml), envelope.seal(key, address.at, xml)};
}

Answer refuse(const Refused&) {
    return {403, std::string(kText), "forbidden"};
}

Made make(const model::ChannelAccount& account) {
    if (account.secret("token").empty())
        return AccountProblem{"token", "缺少 Token"};
    if (const auto problem = WecomMessages::problem_of(account))
        return *problem;
    auto cipher = CallbackCipher::from(account.secret("aes_key"), account.setting("corp_id"));
    if (!cipher)
        return AccountProblem{"aes_key", "EncodingAESKey 须为 43 位字母或数字"};
    return std::make_unique<Wecom>(account, std::move(*cipher));
}

using Place = AccountField::Place;
using Need = AccountField::Need;

constexpr std::array kFields{
    AccountField{"corp_id", Place::setting, Need::required, "", nullptr, "企业 ID（CorpID）"},
    AccountField{"agent_id", Place::setting, Need::required, "", nullptr, "应用编号（AgentId）"},
    AccountField{"app_secret", Place::secret, Need::required, "", nullptr, "应用的 Secret"},
    AccountField{"token", Place::secret, Need::required, "", generate_callback_token, "Token"},
    AccountField{
        "aes_key", Place::secret, Need::required, "", generate_encoding_aes_key, "EncodingAESKey"},
    AccountField{"api_base", Place::setting, Need::optional, "", nullptr, "接口地址"},
    AccountField{"query_url", Place::setting, Need::optional, "", nullptr, "查询网页的地址"},
    AccountField{
        "max_skew_s", Place::setting, Need::optional, "300", nullptr, "时间戳允许误差（秒）"},
};

}  // namespace

Checked<WechatMessage> read_wecom_callback(
    const Channel& channel, const http::Request& request, model::Instant now
) {
    const auto xml = dynamic_cast<const Wecom&>(channel).open(request, now);
    if (!xml)
        return xml.error();
    return read_wechat_message(*xml);
}

const ChannelRow& wecom_row() {
    static const ChannelRow kRow{
        .platform = kPlatform,
        .title = "企业微信",
        .passive = Passive::yes,
        .idempotent_send = IdempotentSend::no,
        .limits =
            {.body_bytes = kMaxXmlBytes,
             .part_bytes = kWecomTextBytes,
             .max_parts = kWecomTextParts,
             .passive_bytes = kPassiveBytes,
             .sends_a_second = 80,
             .sends_a_minute_to_one = 30},
        .fields = kFields,
        .make = make,
        .refuse = refuse,
        .classify = classify_wecom_answer,
    };
    return kRow;
}

}  // namespace huiying::channel
