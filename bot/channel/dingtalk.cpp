#include "bot/channel/dingtalk.hpp"

#include "bot/channel/base64.hpp"
#include "bot/channel/delivery_key.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/dingtalk_events.hpp"
#include "bot/channel/dingtalk_messages.hpp"
#include "bot/channel/dingtalk_payload.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/time_window.hpp"
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

constexpr std::string_view kPlatform = "dingtalk";
constexpr std::string_view kJson = "application/json; charset=utf-8";
constexpr std::size_t kBodyLimitBytes = std::size_t{256} * 1024;
/// 20001: the organisation's calls for the month are used up, messages come without their words.
constexpr std::string_view kPlatformError = "platform_error";

Answer success() {
    return {200, "text/plain; charset=utf-8", ""};
}

Received kept(std::string_view raw, std::string_view word) {
    return Unreadable{std::string(raw), std::string(word), success()};
}

std::string signature(const HmacKey& key, std::string_view timestamp, std::string_view secret) {
    return encode_base64(as_text(key.sign({timestamp, "\n", secret})));
}

class Dingtalk final : public Channel, public MediaSource {
  public:
    explicit Dingtalk(model::ChannelAccount account)
        : Channel(std::move(account)),
          app_secret_(this->account().secret("app_secret")),
          key_(app_secret_),
          skew_(skew_of(this->account())),
          messages_(this->account()),
          events_(DingtalkEvents::from(this->account())) {}

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

    Media fetch_media(const std::string& address, const MediaUses& uses) const override {
        return messages_.fetch_media(address, uses);
    }

    const std::optional<DingtalkEvents>& events() const { return events_; }

  private:
    std::optional<Fault> check_signature(const http::Request& request, model::Instant now) const;
    Received event(const http::Request& request, model::Instant now) const;
    Received sorted(
        const Checked<DingtalkMessage>& message, std::string_view raw, model::Instant now
    ) const;
    Message taken(const DingtalkMessage& message, std::string words, model::Instant now) const;

    std::string app_secret_;
    HmacKey key_;
    std::chrono::seconds skew_;
    DingtalkMessages messages_;
    std::optional<DingtalkEvents> events_;  ///< none where the account subscribes to no events
};

std::optional<Fault> Dingtalk::check_signature(const http::Request& request, model::Instant now)
    const {
    for (const auto name : {"timestamp", "sign"}) {
        if (request.header_count(name) > 1)
            return Fault::duplicate_parameter;
        if (request.header(name).empty())
            return Fault::missing_parameter;
    }
    const auto timestamp = request.header("timestamp");
    const auto seconds = seconds_of_milliseconds(timestamp, now);
    if (!seconds)
        return seconds.error();
    if (const auto fresh = check_window(*seconds, now, skew_); !fresh)
        return fresh.error();
    // As it stands in the header: a '+' is a '+'.
    if (!is_equal_secretly(request.header("sign"), signature(key_, timestamp, app_secret_)))
        return Fault::bad_signature;
    return std::nullopt;
}

/// Whatever has happened on the platform: heard, and answered as it must be.
Received Dingtalk::event(const http::Request& request, model::Instant now) const {
    const auto event = events_->open(request, now);
    if (!event)
        return refused(event.error());
    const auto type = dingtalk_event_type(*event);
    return Ignored{type.empty() ? "event" : type, events_->success(now)};
}

Received Dingtalk::receive(const http::Request& request, model::Instant now) const {
    if (events_ && DingtalkEvents::is_meant(request))
        return event(request, now);
    if (const auto fault = check_signature(request, now))
        return refused(*fault);
    const auto message = read_dingtalk_message(request.body);
    // Anybody who has seen one request can send other bodies for an hour: a broken one is not kept.
    if (!message && message.error() != Fault::missing_field)
        return refused(message.error());
    return sorted(message, request.body, now);
}

Received Dingtalk::reread(std::string_view raw, model::Instant now) const {
    return sorted(read_dingtalk_message(raw), raw, now);
}

Received Dingtalk::sorted(
    const Checked<DingtalkMessage>& message, std::string_view raw, model::Instant now
) const {
    if (!message)
        return kept(raw, word_of(message.error()));
    if (message->type == kPlatformError)
        return kept(raw, kPlatformError);
    auto words = words_of(*message);
    if (!words)
        return kept(raw, word_of(Fault::unknown_type));
    if (text::trim(*words).empty())
        return Ignored{"blank", success()};
    return taken(*message, std::move(*words), now);
}

Message Dingtalk::taken(const DingtalkMessage& message, std::string words, model::Instant now)
    const {
    Message taken;
    auto& inbound = taken.inbound;
    inbound.delivery_key =
        make_delivery_key({kPlatform, account().name, message.user, message.msg_id});
    inbound.channel = kPlatform;
    inbound.account = account().name;
    inbound.sender = message.user;
    inbound.sender_name = message.name;
    inbound.text = std::move(words);
    // Nobody vouches for the time in the body.
    inbound.received_at = now;
    inbound.arrived_at = now;
    for (const auto& code : message.download_codes)
        inbound.attachments.push_back(
            {.name = message.file_name,
             .media_type = {},
             .sha256 = {},
             .url = "dingtalk-media:" + code}
        );
    const auto way = way_of(message);
    inbound.way_back = pack(way);
    const bool is_alone = way.conversation_id.empty() || !way.staff_id.empty();
    taken.heard_by = is_alone ? HeardBy::sender : HeardBy::group;
    taken.reply_to = {message.user, message.conversation_id, now};
    return taken;
}

Answer refuse(const Refused&) {
    return {403, std::string(kJson), R"({"code":403,"msg":"forbidden"})"};
}

Made make(const model::ChannelAccount& account) {
    if (account.secret("app_secret").empty())
        return AccountProblem{"app_secret", "缺少 Client Secret（AppSecret）"};
    if (const auto problem = DingtalkMessages::problem_of(account))
        return *problem;
    const bool has_events =
        !account.secret("event_token").empty() || !account.secret("event_aes_key").empty();
    if (has_events && !DingtalkEvents::from(account))
        return AccountProblem{
            "event_aes_key", "事件订阅的 Token 与 aes_key 要一起填，aes_key 须为 43 位字母或数字"};
    return std::make_unique<Dingtalk>(account);
}

using Place = AccountField::Place;
using Need = AccountField::Need;

constexpr std::array kFields{
    AccountField{"app_key", Place::setting, Need::required, "", nullptr, "Client ID（AppKey）"},
    AccountField{
        "app_secret", Place::secret, Need::required, "", nullptr, "Client Secret（AppSecret）"},
    AccountField{
        "robot_code", Place::setting, Need::optional, "", nullptr, "机器人编码（RobotCode）"},
    AccountField{"event_token", Place::secret, Need::optional, "", nullptr, "事件订阅的 Token"},
    AccountField{"event_aes_key", Place::secret, Need::optional, "", nullptr, "事件订阅的 aes_key"},
    AccountField{"event_owner", Place::setting, Need::optional, "", nullptr, "事件订阅的 OwnerKey"},
    AccountField{"api_base", Place::setting, Need::optional, "", nullptr, "接口地址（api）"},
    AccountField{"oapi_base", Place::setting, Need::optional, "", nullptr, "接口地址（oapi）"},
    AccountField{"query_url", Place::setting, Need::optional, "", nullptr, "查询网页的地址"},
    AccountField{
        "max_skew_s", Place::setting, Need::optional, "3600", nullptr, "时间戳允许误差（秒）"},
};

}  // namespace

Checked<std::string> open_dingtalk_event(
    const Channel& channel, const http::Request& request, model::Instant now
) {
    const auto& events = dynamic_cast<const Dingtalk&>(channel).events();
    if (!events)
        return Fault::plaintext_not_allowed;
    return events->open(request, now);
}

std::string dingtalk_sign(std::string_view timestamp, std::string_view secret) {
    return signature(HmacKey(std::string(secret)), timestamp, secret);
}

const ChannelRow& dingtalk_row() {
    static const ChannelRow kRow{
        .platform = kPlatform,
        .title = "钉钉",
        .passive = Passive::by_message,
        .idempotent_send = IdempotentSend::no,
        .limits =
            {.body_bytes = kBodyLimitBytes,
             .part_bytes = kDingtalkTextBytes,
             .max_parts = kDingtalkTextParts,
             .sends_a_second = 20,
             .sends_a_minute_to_one = 20},
        .fields = kFields,
        .make = make,
        .refuse = refuse,
        .classify = classify_dingtalk_answer,
    };
    return kRow;
}

}  // namespace huiying::channel
