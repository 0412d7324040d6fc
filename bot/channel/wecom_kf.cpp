#include "bot/channel/wecom_kf.hpp"

#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/delivery_key.hpp"
#include "bot/channel/flat_xml.hpp"
#include "bot/channel/kf_api.hpp"
#include "bot/channel/kf_payload.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/puller.hpp"
#include "bot/channel/safe_callback.hpp"
#include "bot/channel/time_window.hpp"
#include "http/request.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <utility>

namespace huiying::channel {
namespace {

constexpr std::string_view kPlatform = "wecom_kf";
constexpr std::string_view kText = "text/plain; charset=utf-8";
/// The platform keeps messages for three days.
constexpr std::chrono::hours kTrustedAge{72};

Answer success() {
    return {200, std::string(kText), ""};
}

class WecomKf final : public Channel, public Puller, public MediaSource {
  public:
    WecomKf(model::ChannelAccount account, CallbackCipher cipher)
        : Channel(std::move(account)),
          token_(this->account().secret("token")),
          open_kfid_(this->account().setting("open_kfid")),
          cipher_(std::move(cipher)),
          skew_(skew_of(this->account())),
          api_(this->account()) {}

    Received verify_url(const http::Request& request, model::Instant now) const override {
        const auto echo = callback().open_echo(request.query, now);
        if (!echo)
            return refused(echo.error());
        return Handshake{{200, std::string(kText), *echo}};
    }

    Received receive(const http::Request& request, model::Instant now) const override;
    Received reread(std::string_view raw, model::Instant now) const override;

    Answer accepted(const Message&, const Receipt&) const override { return success(); }

    bool can_send() const override { return true; }

    std::string token_key() const override { return api_.token_key(); }

    model::SendOutcome send(const model::OutboundMessage& message, const SendContext& context)
        const override {
        return api_.send(message, context);
    }

    int parts_left(const model::OutboundMessage& message) const override {
        return parts_after(api_.parts_of(message).size(), message);
    }

    Media fetch_media(const std::string& address, const MediaUses& uses) const override {
        return api_.fetch_media(address, uses);
    }

    std::string inbox() const override { return inbox_of(open_kfid_); }

    PullOutcome pull(const PullUses& uses) const override { return api_.pull(uses); }

  private:
    SafeCallback callback() const { return {token_, cipher_, skew_}; }

    /// One callback serves all customer-service accounts of a corporation.
    std::string inbox_of(std::string_view kf) const {
        return account().setting("corp_id") + "|" + std::string(kf);
    }

    std::string token_;
    std::string open_kfid_;
    CallbackCipher cipher_;
    std::chrono::seconds skew_;
    KfApi api_;
};

Received WecomKf::receive(const http::Request& request, model::Instant now) const {
    const auto xml = callback().open(request, now);
    if (!xml)
        return refused(xml.error());
    const auto bell = FlatXml::read(*xml);
    if (!bell)
        return refused(bell.error());
    const bool is_bell = bell->trimmed("Event") == "kf_msg_or_event";
    const auto kf = bell->trimmed("OpenKfId");
    if (!is_bell || kf.empty())
        return Ignored{"event", success()};
    return Doorbell{inbox_of(kf), std::string(bell->trimmed("Token")), success()};
}

Received WecomKf::reread(std::string_view raw, model::Instant now) const {
    const auto message = read_kf_message(raw);
    if (!message)
        return Unreadable{std::string(raw), std::string(word_of(message.error())), success()};
    if (message->type == "event")
        return Ignored{"event", success()};
    if (message->type != "text" && message->words.empty())
        return Unreadable{std::string(raw), std::string(word_of(Fault::unknown_type)), success()};
    if (text::trim(message->words).empty())
        return Ignored{"blank", success()};
    Message taken;
    auto& inbound = taken.inbound;
    inbound.delivery_key =
        make_delivery_key({kPlatform, account().name, message->user, message->msg_id});
    inbound.channel = kPlatform;
    inbound.account = account().name;
    inbound.sender = message->user;
    inbound.text = message->words;
    inbound.place = message->place;
    inbound.arrived_at = now;
    const model::Instant sent{std::chrono::seconds{message->sent_at}};
    inbound.received_at = sent >= now - kTrustedAge ? std::min(sent, now) : now;
    if (!message->media_id.empty())
        inbound.attachments.push_back(
            {.name = {},
             .media_type = {},
             .sha256 = {},
             .url = "wecom_kf-media:" + message->media_id}
        );
    taken.reply_to = {message->user, open_kfid_, inbound.received_at};
    return taken;
}

Answer refuse(const Refused&) {
    return {403, std::string(kText), "forbidden"};
}

Made make(const model::ChannelAccount& account) {
    if (account.secret("token").empty())
        return AccountProblem{"token", "缺少 Token"};
    if (account.setting("open_kfid").empty())
        return AccountProblem{"open_kfid", "缺少客服账号（OpenKfId）"};
    if (const auto problem = address_problem(account, {"api_base"}))
        return *problem;
    auto cipher = CallbackCipher::from(account.secret("aes_key"), account.setting("corp_id"));
    if (!cipher)
        return AccountProblem{"aes_key", "EncodingAESKey 须为 43 位字母或数字"};
    return std::make_unique<WecomKf>(account, std::move(*cipher));
}

using Place = AccountField::Place;
using Need = AccountField::Need;

constexpr std::array kFields{
    AccountField{"corp_id", Place::setting, Need::required, "", nullptr, "企业 ID（CorpID）"},
    AccountField{"open_kfid", Place::setting, Need::required, "", nullptr, "客服账号（OpenKfId）"},
    AccountField{"app_secret", Place::secret, Need::required, "", nullptr, "微信客服的 Secret"},
    AccountField{"token", Place::secret, Need::required, "", generate_callback_token, "Token"},
    AccountField{
        "aes_key", Place::secret, Need::required, "", generate_encoding_aes_key, "EncodingAESKey"},
    AccountField{"api_base", Place::setting, Need::optional, "", nullptr, "接口地址"},
    AccountField{"query_url", Place::setting, Need::optional, "", nullptr, "查询网页的地址"},
    AccountField{
        "max_skew_s", Place::setting, Need::optional, "300", nullptr, "时间戳允许误差（秒）"},
};

}  // namespace

const ChannelRow& wecom_kf_row() {
    static const ChannelRow kRow{
        .platform = kPlatform,
        .title = "微信客服",
        .passive = Passive::by_message,
        .idempotent_send = IdempotentSend::yes,
        .limits =
            {.body_bytes = kMaxXmlBytes,
             .part_bytes = kKfTextBytes,
             .max_parts = kKfTextParts,
             .sends_a_second = 80},
        .fields = kFields,
        .make = make,
        .refuse = refuse,
        .classify = classify_kf_answer,
    };
    return kRow;
}

}  // namespace huiying::channel
