#include "bot/channel/dingtalk_events.hpp"

#include "bot/channel/json_body.hpp"
#include "bot/channel/query_string.hpp"
#include "bot/channel/time_window.hpp"
#include "http/request.hpp"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

namespace huiying::channel {
namespace {

constexpr std::size_t kMillisecondDigits = 3;
constexpr std::size_t kRandomBytes = 16;
constexpr std::size_t kNonceDigits = 8;

/// The value under either of two names; both at once are refused by the caller.
std::string_view either(const QueryString& query, std::string_view one, std::string_view other) {
    const auto value = query.get(one);
    return value.empty() ? query.get(other) : value;
}

bool has_both(const QueryString& query, std::string_view one, std::string_view other) {
    return !query.get(one).empty() && !query.get(other).empty();
}

}  // namespace

Checked<std::int64_t> seconds_of_milliseconds(std::string_view milliseconds, model::Instant now) {
    if (milliseconds.size() <= kMillisecondDigits)
        return Fault::bad_timestamp;
    const std::size_t cut = milliseconds.size() - kMillisecondDigits;
    const auto seconds = parse_seconds(milliseconds.substr(0, cut));
    const auto rest = parse_seconds(milliseconds.substr(cut));
    if (!seconds || !rest)
        return Fault::bad_timestamp;
    const bool is_later = model::Instant{std::chrono::seconds{*seconds}} >= now;
    return *seconds + (is_later && *rest > 0 ? 1 : 0);
}

DingtalkEvents::DingtalkEvents(std::string token, CallbackCipher cipher, std::chrono::seconds skew)
    : token_(std::move(token)),
      cipher_(std::move(cipher)),
      reply_key_(cipher_.key()),
      skew_(skew) {}

std::optional<DingtalkEvents> DingtalkEvents::from(const model::ChannelAccount& account) {
    std::string owner = account.setting("event_owner");
    if (owner.empty())
        owner = account.setting("app_key");
    auto cipher = CallbackCipher::from(account.secret("event_aes_key"), std::move(owner));
    const std::string token = account.secret("event_token");
    if (!cipher || token.empty())
        return std::nullopt;
    return DingtalkEvents(token, std::move(*cipher), skew_of(account));
}

bool DingtalkEvents::is_meant(const http::Request& request) {
    return request.header("sign").empty() &&
           request.query.find("signature=") != std::string_view::npos;
}

Checked<std::string> DingtalkEvents::open(const http::Request& request, model::Instant now) const {
    const auto envelope = read_json(request.body);
    if (!envelope)
        return Fault::bad_json;
    const auto encrypted = text_at(*envelope, {"encrypt"});
    if (encrypted.empty())
        return Fault::plaintext_not_allowed;
    const auto query = QueryString::parse(request.query);
    if (!query)
        return query.error();
    // Two readers that pick different ones are how checks are bypassed.
    if (has_both(*query, "msg_signature", "signature") ||
        has_both(*query, "timestamp", "timeStamp"))
        return Fault::duplicate_parameter;
    const auto signature = either(*query, "msg_signature", "signature");
    const auto timestamp = either(*query, "timestamp", "timeStamp");
    if (signature.empty() || timestamp.empty() || query->get("nonce").empty())
        return Fault::missing_parameter;
    const auto seconds = seconds_of_milliseconds(timestamp, now);
    if (!seconds)
        return seconds.error();
    if (const auto fresh = check_window(*seconds, now, skew_); !fresh)
        return fresh.error();
    const auto expected = callback_signature(token_, timestamp, query->get("nonce"), encrypted);
    if (!is_equal_secretly(signature, expected))
        return Fault::bad_signature;
    return cipher_.decrypt(encrypted);
}

Answer DingtalkEvents::success(model::Instant now) const {
    const auto timestamp = std::to_string(model::to_unix_ms(now));
    const Digest256 digest = reply_key_.sign({"success\n", timestamp});
    const auto encrypted = cipher_.encrypt("success", as_text(digest).substr(0, kRandomBytes));
    std::string nonce;
    for (std::size_t i = kRandomBytes; i < kRandomBytes + kNonceDigits; ++i)
        nonce += static_cast<char>('0' + digest[i] % 10);
    return {
        200,
        "application/json; charset=utf-8",
        dump_json(
            {{"msg_signature", callback_signature(token_, timestamp, nonce, encrypted)},
             {"timeStamp", timestamp},
             {"nonce", nonce},
             {"encrypt", encrypted}}
        )};
}

std::string dingtalk_event_type(std::string_view event) {
    const auto body = read_json(event);
    return body ? id_at(*body, {"EventType"}) : std::string();
}

}  // namespace huiying::channel
