#include "bot/channel/webhook_scheme.hpp"

#include "bot/channel/delivery_key.hpp"
#include "bot/channel/part_sender.hpp"
#include "bot/channel/time_window.hpp"
#include "http/request.hpp"

#include <algorithm>
#include <utility>

namespace huiying::channel {
namespace {

constexpr std::chrono::hours kTrustedAge{24};

}  // namespace

SchemeWebhook::SchemeWebhook(model::ChannelAccount account, std::string_view api_base)
    : Channel(std::move(account)),
      keys_(this->account()),
      skew_(skew_of(this->account())),
      api_base_(api_base_of(this->account(), api_base)),
      api_token_(this->account().secret("api_token")) {}

Received SchemeWebhook::receive(const http::Request& request, model::Instant now) const {
    if (const auto fault = check(request, now))
        return refused(*fault);
    return reread(request.body, now);
}

Message SchemeWebhook::message_of(
    const std::string& sender, const std::string& platform_id, model::Instant now
) const {
    Message message;
    auto& inbound = message.inbound;
    inbound.channel = kWebhookPlatform;
    inbound.account = account().name;
    inbound.sender = sender;
    inbound.delivery_key =
        make_delivery_key({kWebhookPlatform, account().name, sender, platform_id});
    inbound.arrived_at = now;
    inbound.received_at = now;
    message.reply_to = {sender, account().name, now};
    message.passive = can_send() ? Passive::by_message : Passive::no;
    return message;
}

model::Instant SchemeWebhook::received_at(std::chrono::seconds sent_at, model::Instant now) const {
    const model::Instant sent{sent_at};
    const bool is_believable = sent >= now - kTrustedAge && sent <= now + skew_;
    return is_believable ? std::min(sent, now) : now;
}

Answer plain_ok() {
    return {200, "text/plain; charset=utf-8", ""};
}

Received kept_unread(std::string_view raw, Fault fault) {
    return Unreadable{std::string(raw), std::string(word_of(fault)), plain_ok()};
}

}  // namespace huiying::channel
