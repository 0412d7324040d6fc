// Who signed a request to a webhook account whose scheme is not Standard Webhooks: Slack's,
// GitHub's or Telegram's way. Constant after construction, safe from any thread. Sources (read
// 2026-11-25): https://api.slack.com/authentication/verifying-requests-from-slack,
// https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries,
// https://core.telegram.org/bots/api#setwebhook
#pragma once

#include "board/model/channel_account.hpp"
#include "board/model/instant.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/fault.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace huiying::http {
struct Request;
}

namespace huiying::channel {

class WebhookKeys {
  public:
    /// The secrets `secret` and, during a rotation, `previous_secret`.
    explicit WebhookKeys(const model::ChannelAccount& account);

    /// v0=hex(HMAC-SHA-256(secret, "v0:" time ":" body)), the time within `skew` of `now`. nullopt
    /// when it holds.
    [[nodiscard]] std::optional<Fault> check_slack(
        const http::Request& request, model::Instant now, std::chrono::seconds skew
    ) const;
    /// sha256=hex(HMAC-SHA-256(secret, body)); the SHA-1 header counts for nothing.
    [[nodiscard]] std::optional<Fault> check_github(const http::Request& request) const;
    /// The secret itself, in a header.
    [[nodiscard]] std::optional<Fault> check_telegram(const http::Request& request) const;

  private:
    struct Key {
        std::string secret;
        HmacKey hmac;
    };

    std::vector<Key> keys_;
};

}  // namespace huiying::channel
