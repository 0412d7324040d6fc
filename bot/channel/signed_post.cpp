#include "bot/channel/signed_post.hpp"

#include "bot/channel/standard_webhooks.hpp"
#include "bot/channel/transport.hpp"

#include <chrono>
#include <utility>

namespace huiying::channel {

using model::SendClass;

std::optional<AccountProblem> add_keys(VerifyingKeys& keys, const model::ChannelAccount& account) {
    for (const char* const name : {"secret", "previous_secret"}) {
        const std::string key = account.secret(name);
        if (!key.empty() && !keys.add(key))
            return AccountProblem{
                name, "密钥须为 whsec_ 加 16 至 64 字节的 Base64，或 whpk_ 加 Ed25519 公钥"};
    }
    if (keys.empty())
        return AccountProblem{"secret", "缺少验签密钥"};
    return std::nullopt;
}

bool is_web_address(const std::string& url) {
    return url.starts_with("https://") || url.starts_with("http://");
}

SendClass classify_signed(int http_status, std::string_view) {
    if (http_status >= 200 && http_status < 300)
        return SendClass::ok;
    if (http_status == 408 || http_status == 425 || http_status == 429 || http_status >= 500)
        return SendClass::retry;
    if (http_status < 400 || http_status == 401 || http_status == 403)
        return SendClass::config;
    return SendClass::permanent;
}

model::SendOutcome post_signed(
    const std::string& url,
    const SigningKey& key,
    const model::OutboundMessage& message,
    std::string body,
    const SendContext& context
) {
    OutgoingRequest request;
    request.url = url;
    request.body = std::move(body);
    request.host_chosen_by = HostChosenBy::administrator;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(context.now).time_since_epoch();
    const std::string timestamp = std::to_string(seconds.count());
    request.headers = {
        {"webhook-id", message.idempotency_key},
        {"webhook-timestamp", timestamp},
        {"webhook-signature", key.sign(message.idempotency_key, timestamp, request.body)}};
    const TransportAnswer answer = context.transport.post(request);
    model::SendOutcome outcome;
    if (answer.reach == Reach::not_sent)
        outcome.result = SendClass::retry;
    else if (answer.reach == Reach::unknown)
        outcome.result = SendClass::unknown;
    else
        outcome.result = classify_signed(answer.status, answer.body);
    outcome.detail =
        answer.reach == Reach::answered ? "HTTP " + std::to_string(answer.status) : "no answer";
    outcome.parts_done = outcome.result == SendClass::ok ? 1 : message.parts_done;
    return outcome;
}

}  // namespace huiying::channel
