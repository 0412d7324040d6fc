// Any bytes as a Feishu callback: as the encrypted event behind a right signature, as the
// ciphertext, as the plain body, and unsigned. No crash, and only what is signed or bears the token
// gets in.
#include "bot/channel/base64.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/feishu_envelope.hpp"
#include "bot/channel/feishu_messages.hpp"
#include "http/request.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace huiying;

constexpr const char* kKey = "fuzz-key";
constexpr const char* kTime = "1763860000";
const model::Instant kNow{std::chrono::seconds{1'763'860'000}};

std::unique_ptr<channel::Channel> open_account(const char* mode) {
    model::ChannelAccount account{"feishu", "fuzz", {}, {}, true};
    account.settings = {{"mode", mode}, {"app_id", "cli_fuzz"}};
    account.secrets = {
        {"app_secret", "s"}, {"verification_token", "fuzz-token"}, {"encrypt_key", kKey}};
    auto made = channel::open_channel(account);
    return std::move(std::get<std::unique_ptr<channel::Channel>>(made));
}

void check(const channel::Channel& account, const channel::Received& received) {
    if (const auto* const message = std::get_if<channel::Message>(&received)) {
        const auto& inbound = message->inbound;
        if (inbound.sender.empty() || inbound.text.empty() || inbound.delivery_key.size() > 300)
            std::abort();
        if (inbound.text.find('\0') != std::string::npos || inbound.received_at > kNow)
            std::abort();
        static_cast<void>(channel::render_feishu_text(inbound.text));
    } else if (const auto* const kept = std::get_if<channel::Unreadable>(&received)) {
        static_cast<void>(account.reread(kept->raw, kNow));
    }
}

void send_signed(
    const channel::Channel& account,
    const channel::FeishuEnvelope& envelope,
    const std::string& body
) {
    const std::string signature = envelope.signature(kTime, "n", body);
    const std::vector<http::Header> headers{
        {"X-Lark-Request-Timestamp", kTime},
        {"X-Lark-Request-Nonce", "n"},
        {"X-Lark-Signature", signature}};
    http::Request request;
    request.headers = headers;
    request.body = body;
    check(account, account.receive(request, kNow));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto plain = open_account("plain");
    static const auto safe = open_account("safe");
    static const channel::FeishuEnvelope envelope(kKey);
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    const auto sealed = [](const std::string& encrypted) {
        return "{\"encrypt\":\"" + encrypted + "\"}";
    };
    const std::string encrypted = sealed(envelope.encrypt(input, "0123456789abcdef"));
    send_signed(*safe, envelope, encrypted);
    send_signed(*safe, envelope, sealed(channel::encode_base64(input)));
    send_signed(*safe, envelope, std::string(input));
    http::Request request;
    request.body = input;
    check(*plain, plain->receive(request, kNow));
    if (std::holds_alternative<channel::Message>(safe->receive(request, kNow)))
        std::abort();
    request.body = encrypted;
    if (std::holds_alternative<channel::Message>(safe->receive(request, kNow)))
        std::abort();
    return 0;
}
