// A call of ours, signed by Standard Webhooks, to an address that the administrator gave, and what
// its answer means. Used by webhook and upstream. Safe from any thread.
#pragma once

#include "board/model/outbound.hpp"
#include "bot/channel/channel_table.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huiying::channel {

class SigningKey;
class VerifyingKeys;

/// The keys that an account's calls are verified with: its secrets `secret` and, during a rotation,
/// `previous_secret`. What is wrong with them, if anything.
[[nodiscard]] std::optional<AccountProblem> add_keys(
    VerifyingKeys& keys, const model::ChannelAccount& account
);

[[nodiscard]] bool is_web_address(const std::string& url);

/// 2xx: taken; 408, 425, 429, 5xx: later; a redirect or a refused signature concerns every call of
/// the account; anything else is never taken.
[[nodiscard]] model::SendClass classify_signed(int http_status, std::string_view body);

/// The idempotency key of the message is the webhook-id: the same in every try.
[[nodiscard]] model::SendOutcome post_signed(
    const std::string& url,
    const SigningKey& key,
    const model::OutboundMessage& message,
    std::string body,
    const SendContext& context
);

}  // namespace huiying::channel
