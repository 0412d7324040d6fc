// Webhook accounts whose sender signs in a way of its own: Slack, GitHub, Telegram (setting
// `scheme`). What they share: keys, the way back by the platform's API, and the message taken in.
// Made by bot/channel/webhook.cpp. Constant after construction, safe from any thread.
#pragma once

#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/webhook_keys.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::channel {

inline constexpr std::string_view kWebhookPlatform = "webhook";

class SchemeWebhook : public Channel {
  public:
    Received receive(const http::Request& request, model::Instant now) const override;

    bool can_send() const override { return !api_token_.empty(); }

  protected:
    SchemeWebhook(model::ChannelAccount account, std::string_view api_base);

    /// What is wrong with the signature; nullopt when it holds.
    virtual std::optional<Fault> check(const http::Request& request, model::Instant now) const = 0;

    /// A message of `sender`, with key, times and way back to be answered by.
    Message message_of(
        const std::string& sender, const std::string& platform_id, model::Instant now
    ) const;
    /// A time of the platform's, where it lies within the last day; else the arrival.
    model::Instant received_at(std::chrono::seconds sent_at, model::Instant now) const;

    const WebhookKeys& keys() const { return keys_; }

    std::chrono::seconds skew() const { return skew_; }

    const std::string& api_base() const { return api_base_; }

    const std::string& api_token() const { return api_token_; }

    /// Where a cut text can be read whole.
    std::string query_url() const { return account().setting("query_url"); }

  private:
    WebhookKeys keys_;
    std::chrono::seconds skew_;
    std::string api_base_;
    std::string api_token_;
};

/// Heard by the platform; it does not look at it.
Answer plain_ok();

/// Authentic, but not readable.
Received kept_unread(std::string_view raw, Fault fault);

Made make_slack_webhook(const model::ChannelAccount& account);
Made make_github_webhook(const model::ChannelAccount& account);
Made make_telegram_webhook(const model::ChannelAccount& account);

}  // namespace huiying::channel
