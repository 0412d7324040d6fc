#include "bot/channel/webhook_keys.hpp"

#include "bot/channel/time_window.hpp"
#include "http/request.hpp"

#include <algorithm>
#include <string_view>

namespace huiying::channel {
namespace {

/// What is wrong with a header that a signature needs: missing, or there twice.
std::optional<Fault> fault_of(const http::Request& request, std::string_view name) {
    if (request.header(name).empty())
        return Fault::missing_parameter;
    if (request.header_count(name) > 1)
        return Fault::duplicate_parameter;
    return std::nullopt;
}

}  // namespace

WebhookKeys::WebhookKeys(const model::ChannelAccount& account) {
    for (const char* const name : {"secret", "previous_secret"}) {
        const std::string secret = account.secret(name);
        if (!secret.empty())
            keys_.push_back({secret, HmacKey(secret)});
    }
}

std::optional<Fault> WebhookKeys::check_slack(
    const http::Request& request, model::Instant now, std::chrono::seconds skew
) const {
    for (const auto name : {"x-slack-request-timestamp", "x-slack-signature"}) {
        if (const auto fault = fault_of(request, name))
            return fault;
    }
    const auto timestamp = request.header("x-slack-request-timestamp");
    const auto seconds = parse_seconds(timestamp);
    if (!seconds)
        return seconds.error();
    if (const auto fresh = check_window(*seconds, now, skew); !fresh)
        return fresh.error();
    const auto signature = request.header("x-slack-signature");
    const bool is_signed = std::any_of(keys_.begin(), keys_.end(), [&](const Key& key) {
        const auto mac = key.hmac.sign({"v0:", timestamp, ":", request.body});
        return is_equal_secretly(signature, "v0=" + to_hex(mac));
    });
    return is_signed ? std::nullopt : std::optional(Fault::bad_signature);
}

std::optional<Fault> WebhookKeys::check_github(const http::Request& request) const {
    if (const auto fault = fault_of(request, "x-hub-signature-256"))
        return fault;
    const auto signature = request.header("x-hub-signature-256");
    const bool is_signed = std::any_of(keys_.begin(), keys_.end(), [&](const Key& key) {
        return is_equal_secretly(signature, "sha256=" + to_hex(key.hmac.sign({request.body})));
    });
    return is_signed ? std::nullopt : std::optional(Fault::bad_signature);
}

std::optional<Fault> WebhookKeys::check_telegram(const http::Request& request) const {
    constexpr std::string_view name = "x-telegram-bot-api-secret-token";
    if (const auto fault = fault_of(request, name))
        return fault;
    const bool is_known = std::any_of(keys_.begin(), keys_.end(), [&](const Key& key) {
        return is_equal_secretly(request.header(name), key.secret);
    });
    return is_known ? std::nullopt : std::optional(Fault::bad_token);
}

}  // namespace huiying::channel
