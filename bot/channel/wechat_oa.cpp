#include "bot/channel/wechat_oa.hpp"

#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/flat_xml.hpp"
#include "bot/channel/json_body.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/query_string.hpp"
#include "bot/channel/safe_callback.hpp"
#include "bot/channel/text_parts.hpp"
#include "bot/channel/time_window.hpp"
#include "bot/channel/wechat_customer_service.hpp"
#include "bot/channel/wechat_passive_reply.hpp"
#include "http/request.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace huiying::channel {
namespace {

constexpr std::string_view kPlatform = "wechat_oa";
constexpr std::string_view kXml = "text/xml; charset=utf-8";
constexpr std::size_t kPassiveBytes = 2047;
constexpr std::chrono::hours kTrustedAge{24};
constexpr std::string_view kWelcome =
    "您好，欢迎关注。直接发送文字即可留言：咨询、建议、求助、投诉都可以。"
    "我们收到后会给您编号和查询码，办理结果也会在这里回复您。";
constexpr std::string_view kBlank = "没有收到文字内容，请直接用文字说明您的问题。";
constexpr std::string_view kPassiveClosing = "\n……（内容较长，全文请凭编号和查询码查询）";

constexpr std::string_view kHelp =
    "请直接发送文字说明您的问题：咨询、建议、求助、投诉都可以，也可以发图片和位置。";

enum class Mode { plain, safe };

/// Words of the account for the keys of its menu.
using Menu = std::map<std::string, std::string>;

/// nullopt when the setting is not an object of texts.
std::optional<Menu> menu_of(const model::ChannelAccount& account) {
    Menu menu;
    const auto text = account.setting("menu_answers");
    if (text.empty())
        return menu;
    const auto body = read_json(text);
    if (!body)
        return std::nullopt;
    for (const auto& [key, words] : body->items()) {
        if (!words.is_string())
            return std::nullopt;
        menu[key] = words.get<std::string>();
    }
    return menu;
}

class WechatOa final : public Channel, public MediaSource {
  public:
    WechatOa(model::ChannelAccount account, std::optional<CallbackCipher> cipher, HmacKey reply_key)
        : Channel(std::move(account)),
          mode_(cipher ? Mode::safe : Mode::plain),
          token_(this->account().secret("token")),
          cipher_(std::move(cipher)),
          reply_key_(std::move(reply_key)),
          skew_(skew_of(this->account())),
          customer_service_(this->account()),
          menu_(menu_of(this->account()).value_or(Menu{})) {}

    Received verify_url(const http::Request& request, model::Instant now) const override;
    Received receive(const http::Request& request, model::Instant now) const override;
    Received reread(std::string_view raw, model::Instant now) const override;
    Answer accepted(const Message& message, const Receipt& receipt) const override;

    bool can_send() const override { return customer_service_.is_set_up(); }

    std::string token_key() const override { return customer_service_.token_key(); }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override {
        return customer_service_.send(message, context);
    }

    int parts_left(const model::OutboundMessage& message) const override {
        return parts_after(customer_service_.parts_of(message).size(), message);
    }

    Media fetch_media(const std::string& address, const MediaUses& uses) const override {
        return customer_service_.fetch_media(address, uses);
    }

    /// The XML of the message inside a callback, once it is known to be the platform's.
    Checked<std::string> open(const http::Request& request, model::Instant now) const;

  private:
    Checked<std::string> open_plain(const http::Request& request, model::Instant now) const;
    Received unread(Fault fault, std::string_view xml) const;
    Received sorted(const WechatMessage& message, std::string_view xml, model::Instant now) const;
    Received heard(
        const WechatMessage& message, const std::string& key, const ReplyAddress& address
    ) const;
    std::string menu_answer(std::string_view key) const;
    Answer passive(
        std::string_view delivery_key, const ReplyAddress& address, std::string_view text
    ) const;
    model::Instant received_at(const WechatMessage& message, model::Instant now) const;

    Mode mode_;
    std::string token_;
    std::optional<CallbackCipher> cipher_;
    HmacKey reply_key_;  ///< what encrypted replies take their random bytes from
    std::chrono::seconds skew_;
    WechatCustomerService customer_service_;
    Menu menu_;
};

Answer success() {
    return {200, "text/plain; charset=utf-8", "success"};
}

Checked<std::string> WechatOa::open_plain(const http::Request& request, model::Instant now) const {
    const auto query = signed_query(request.query, "signature", now, skew_);
    if (!query)
        return query.error();
    const std::string expected =
        callback_signature(token_, query->get("timestamp"), query->get("nonce"));
    if (!is_equal_secretly(query->get("signature"), expected))
        return Fault::bad_signature;
    return std::string(request.body);
}

Checked<std::string> WechatOa::open(const http::Request& request, model::Instant now) const {
    if (mode_ == Mode::plain)
        return open_plain(request, now);
    return SafeCallback{token_, *cipher_, skew_}.open(request, now);
}

Received WechatOa::verify_url(const http::Request& request, model::Instant now) const {
    const auto query = signed_query(request.query, "signature", now, skew_);
    if (!query)
        return refused(query.error());
    const std::string_view echo = query->get("echostr");
    if (echo.empty())
        return refused(Fault::missing_parameter);
    const std::string expected =
        callback_signature(token_, query->get("timestamp"), query->get("nonce"));
    if (!is_equal_secretly(query->get("signature"), expected))
        return refused(Fault::bad_signature);
    return Handshake{{200, "text/plain; charset=utf-8", std::string(echo)}};
}

Received WechatOa::receive(const http::Request& request, model::Instant now) const {
    const auto xml = open(request, now);
    return xml ? reread(*xml, now) : refused(xml.error());
}

Received WechatOa::reread(std::string_view raw, model::Instant now) const {
    const auto message = read_wechat_message(raw);
    return message ? sorted(*message, raw, now) : unread(message.error(), raw);
}

/// What becomes of a message that cannot be read. An attack or an empty one is refused; in plain
/// mode the body is not authentic, so broken XML is too; all else is kept.
Received WechatOa::unread(Fault fault, std::string_view xml) const {
    const bool is_attack = fault == Fault::doctype_forbidden || xml.empty();
    const bool is_foreign = mode_ == Mode::plain && fault != Fault::missing_field;
    if (is_attack || is_foreign)
        return refused(fault);
    return Unreadable{std::string(xml), std::string(word_of(fault)), success()};
}

model::Instant WechatOa::received_at(const WechatMessage& message, model::Instant now) const {
    const model::Instant sent{std::chrono::seconds{message.created_at}};
    const bool is_signed = mode_ == Mode::safe;
    if (!is_signed || sent < now - kTrustedAge || sent > now + skew_)
        return now;
    return std::min(sent, now);
}

/// An event: who has come, or asked by a tap, is told what can be done here.
Received WechatOa::heard(
    const WechatMessage& message, const std::string& key, const ReplyAddress& address
) const {
    const std::string_view event = message.detail("event");
    if (event == "unsubscribe")
        return Ignored{"unsubscribe", success()};
    const std::string welcome = account().setting("welcome");
    if (event == "subscribe" || event == "SCAN")
        return Ignored{"subscribe", passive(key, address, welcome.empty() ? kWelcome : welcome)};
    if (event == "CLICK")
        return Ignored{"click", passive(key, address, menu_answer(message.detail("event_key")))};
    return Ignored{"event", success()};
}

/// What a tap on the menu is answered with: the account's words for that key, else how to ask.
std::string WechatOa::menu_answer(std::string_view key) const {
    const auto found = menu_.find(std::string(key));
    return found == menu_.end() ? std::string(kHelp) : found->second;
}

/// A readable message: one to take in, one to answer only, or one of an unknown kind.
Received WechatOa::sorted(const WechatMessage& message, std::string_view xml, model::Instant now)
    const {
    const std::string key = wechat_delivery_key(kPlatform, account().name, message);
    const ReplyAddress address{
        message.user, message.account, model::Instant{std::chrono::seconds{message.created_at}}};
    if (message.type == "event") {
        if (auto report = read_notice_report(xml))
            return DeliveryReports{{std::move(*report)}, success()};
        return heard(message, key, address);
    }
    auto words = words_of(message);
    if (!words)
        return Unreadable{std::string(xml), std::string(word_of(Fault::unknown_type)), success()};
    if (text::trim(*words).empty())
        return Ignored{"blank", passive(key, address, kBlank)};
    model::InboundMessage inbound;
    inbound.delivery_key = key;
    inbound.channel = kPlatform;
    inbound.account = account().name;
    inbound.sender = message.user;
    inbound.text = std::move(*words);
    inbound.place = message.detail("label");
    inbound.received_at = received_at(message, now);
    inbound.arrived_at = now;
    if (!message.detail("media_id").empty() || !message.detail("pic_url").empty())
        inbound.attachments.push_back(
            {.name = {}, .media_type = {}, .sha256 = {}, .url = media_address(message, "wechat")}
        );
    return Message{std::move(inbound), address};
}

Answer WechatOa::accepted(const Message& message, const Receipt& receipt) const {
    if (receipt.passive_text.empty())
        return success();
    return passive(message.inbound.delivery_key, message.reply_to, receipt.passive_text);
}

Answer WechatOa::passive(
    std::string_view delivery_key, const ReplyAddress& address, std::string_view text
) const {
    const auto parts = capped_parts(without_links(text), {kPassiveBytes, 1}, kPassiveClosing);
    if (parts.empty())
        return success();
    const std::string xml = render_passive_text(address, parts.front());
    if (mode_ == Mode::plain)
        return {200, std::string(kXml), xml};
    const ReplyEnvelope envelope{token_, *cipher_, reply_key_};
    return {200, std::string(kXml), envelope.seal(delivery_key, address.at, xml)};
}

Answer refuse(const Refused&) {
    return {403, "text/plain; charset=utf-8", "forbidden"};
}

Made make(const model::ChannelAccount& account) {
    const std::string mode = account.setting("mode");
    if (!mode.empty() && mode != "safe" && mode != "plain")
        return AccountProblem{"mode", "消息加解密方式须为 safe（安全模式）或 plain（明文模式）"};
    const std::string token = account.secret("token");
    if (token.empty())
        return AccountProblem{"token", "缺少令牌（Token）"};
    if (const auto problem = WechatCustomerService::problem_of(account))
        return *problem;
    if (!menu_of(account))
        return AccountProblem{
            "menu_answers", "菜单的回答须为 JSON，如 {\"HOW_TO_ASK\":\"直接发送文字即可留言。\"}"};
    std::optional<CallbackCipher> cipher;
    if (mode != "plain") {
        cipher = CallbackCipher::from(account.secret("aes_key"), account.setting("app_id"));
        if (!cipher)
            return AccountProblem{
                "aes_key", "消息加解密密钥（EncodingAESKey）须为 43 位字母或数字"};
    }
    HmacKey reply_key(cipher ? cipher->key() : token);
    return std::make_unique<WechatOa>(account, std::move(cipher), std::move(reply_key));
}

using Place = AccountField::Place;
using Need = AccountField::Need;

constexpr std::array kFields{
    AccountField{"mode", Place::setting, Need::required, "safe", nullptr, "消息加解密方式"},
    AccountField{"app_id", Place::setting, Need::required, "", nullptr, "开发者 ID（AppID）"},
    AccountField{
        "token", Place::secret, Need::required, "", generate_callback_token, "令牌（Token）"},
    AccountField{
        "aes_key",
        Place::secret,
        Need::required,
        "",
        generate_encoding_aes_key,
        "消息加解密密钥（EncodingAESKey）"},
    AccountField{
        "app_secret", Place::secret, Need::optional, "", nullptr, "开发者密码（AppSecret）"},
    AccountField{"api_base", Place::setting, Need::optional, "", nullptr, "接口地址"},
    AccountField{"welcome", Place::setting, Need::optional, "", nullptr, "关注后的欢迎语"},
    AccountField{"menu_answers", Place::setting, Need::optional, "", nullptr, "点菜单的回答"},
    AccountField{"notice_kind", Place::setting, Need::optional, "", nullptr, "通知的种类"},
    AccountField{
        "notice_template_id", Place::setting, Need::optional, "", nullptr, "通知的模板编号"},
    AccountField{"notice_fields", Place::setting, Need::optional, "", nullptr, "通知的字段"},
    AccountField{
        "notice_opt_in_url", Place::setting, Need::optional, "", nullptr, "订阅通知的订阅页"},
    AccountField{"query_url", Place::setting, Need::optional, "", nullptr, "查询网页的地址"},
    AccountField{
        "max_skew_s", Place::setting, Need::optional, "300", nullptr, "时间戳允许误差（秒）"},
};

}  // namespace

Checked<WechatMessage> read_callback(
    const Channel& channel, const http::Request& request, model::Instant now
) {
    const auto xml = dynamic_cast<const WechatOa&>(channel).open(request, now);
    if (!xml)
        return xml.error();
    return read_wechat_message(*xml);
}

const ChannelRow& wechat_oa_row() {
    static const ChannelRow kRow{
        .platform = kPlatform,
        .title = "微信公众号",
        .passive = Passive::yes,
        .idempotent_send = IdempotentSend::no,
        .limits =
            {.body_bytes = kMaxXmlBytes,
             .part_bytes = kCustomTextBytes,
             .max_parts = kCustomTextParts,
             .passive_bytes = kPassiveBytes,
             .sends_a_second = 80},
        .fields = kFields,
        .make = make,
        .refuse = refuse,
        .classify = classify_wechat_answer,
    };
    return kRow;
}

}  // namespace huiying::channel
