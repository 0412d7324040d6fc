// Any bytes as a WeChat callback: as the plain body, as the encrypted frame's message, as the
// ciphertext behind a right signature, and as the query. No crash, and only signed text gets in.
#include "bot/channel/base64.hpp"
#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/flat_xml.hpp"
#include "http/request.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

namespace {

using namespace huiying;

constexpr const char* kToken = "fuzz-token";
constexpr const char* kAesKey = "hY7sQ2mKp0vTzXcR4nLdWbE6jU9gAaFi3oZ8tByC1Ne";
constexpr const char* kTime = "1763860000";
const model::Instant kNow{std::chrono::seconds{1'763'860'000}};

std::unique_ptr<channel::Channel> open_account(const char* mode) {
    model::ChannelAccount account{"wechat_oa", "fuzz", {}, {}, true};
    account.settings = {{"mode", mode}, {"app_id", "wxfuzz"}};
    account.secrets = {{"token", kToken}, {"aes_key", kAesKey}};
    auto made = channel::open_channel(account);
    return std::move(std::get<std::unique_ptr<channel::Channel>>(made));
}

/// What a reply to a message that got in must be: XML that can be read.
void check_answer(const channel::Channel& account, const channel::Received& received) {
    const auto* const message = std::get_if<channel::Message>(&received);
    if (message == nullptr)
        return;
    if (message->inbound.sender.empty() || message->inbound.delivery_key.size() > 300)
        std::abort();
    const auto answer = account.accepted(*message, {"n", "c", message->inbound.text});
    if (answer.body != "success" && !channel::FlatXml::read(answer.body))
        std::abort();
}

void send_plain(const channel::Channel& account, std::string_view body) {
    const std::string query = "signature=" + channel::callback_signature(kToken, kTime, "n") +
                              "&timestamp=" + kTime + "&nonce=n";
    http::Request request;
    request.query = query;
    request.body = body;
    check_answer(account, account.receive(request, kNow));
}

void send_sealed(const channel::Channel& account, const std::string& encrypted) {
    const std::string query = std::string("timestamp=") + kTime + "&nonce=n&msg_signature=" +
                              channel::callback_signature(kToken, kTime, "n", encrypted);
    const std::string body = "<xml><Encrypt>" + encrypted + "</Encrypt></xml>";
    http::Request request;
    request.query = query;
    request.body = body;
    check_answer(account, account.receive(request, kNow));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto plain = open_account("plain");
    static const auto safe = open_account("safe");
    static const auto cipher = *channel::CallbackCipher::from(kAesKey, "wxfuzz");
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    send_plain(*plain, input);
    send_sealed(*safe, cipher.encrypt(input, "0123456789abcdef"));
    send_sealed(*safe, channel::encode_base64(input));
    http::Request request;
    request.query = input;
    request.body = input;
    if (std::holds_alternative<channel::Message>(safe->receive(request, kNow)))
        std::abort();
    static_cast<void>(safe->verify_url(request, kNow));
    return 0;
}
