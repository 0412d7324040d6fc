// Any bytes as an event of DingTalk, sealed and signed, and as its envelope: no crash, nothing of
// it becomes a message, and only what is signed is heard.
#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "http/request.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace huiying;

const model::Instant kNow{std::chrono::seconds{1'763'860'000}};

/// What every message that is taken in keeps to.
void check(const channel::Channel& account, const channel::Received& received) {
    const auto* const message = std::get_if<channel::Message>(&received);
    if (message == nullptr)
        return;
    const auto& inbound = message->inbound;
    if (inbound.sender.empty() || inbound.text.empty() || inbound.delivery_key.size() > 300 ||
        inbound.received_at > kNow || inbound.way_back.size() > 2000 ||
        inbound.text.find('\0') != std::string::npos)
        std::abort();
    static_cast<void>(account.accepted(*message, {"n", "c", inbound.text}));
}

std::unique_ptr<channel::Channel> opened(const model::ChannelAccount& account) {
    auto made = channel::open_channel(account);
    return std::move(std::get<std::unique_ptr<channel::Channel>>(made));
}

constexpr const char* kToken = "fuzz-token";
constexpr const char* kAesKey = "hY7sQ2mKp0vTzXcR4nLdWbE6jU9gAaFi3oZ8tByC1Ne";
constexpr const char* kTime = "1763860000123";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto account = [] {
        model::ChannelAccount made{"dingtalk", "fuzz", {{"app_key", "d1"}}, {}, true};
        made.secrets = {{"app_secret", "s"}, {"event_token", kToken}, {"event_aes_key", kAesKey}};
        return opened(made);
    }();
    static const auto cipher = *channel::CallbackCipher::from(kAesKey, "d1");
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    const auto encrypted = cipher.encrypt(input, "0123456789abcdef");
    const std::string query = std::string("timestamp=") + kTime + "&nonce=n&msg_signature=" +
                              channel::callback_signature(kToken, kTime, "n", encrypted);
    const std::string body = "{\"encrypt\":\"" + encrypted + "\"}";
    http::Request request;
    request.query = query;
    request.body = body;
    const auto heard = account->receive(request, kNow);
    check(*account, heard);
    if (!std::holds_alternative<channel::Ignored>(heard))
        std::abort();
    request.body = input;
    if (input != body && !std::holds_alternative<channel::Refused>(account->receive(request, kNow)))
        std::abort();
    return 0;
}
