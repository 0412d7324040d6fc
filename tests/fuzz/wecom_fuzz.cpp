// Any bytes as a WeCom callback: as the sealed message, as the ciphertext behind a right signature,
// as an address check, and as the query. No crash, and only what is signed gets in.
#include "bot/channel/base64.hpp"
#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/flat_xml.hpp"
#include "bot/channel/query_string.hpp"
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

std::unique_ptr<channel::Channel> open_account() {
    model::ChannelAccount account{"wecom", "fuzz", {}, {}, true};
    account.settings = {{"corp_id", "wwfuzz"}, {"agent_id", "12"}};
    account.secrets = {{"token", kToken}, {"aes_key", kAesKey}, {"app_secret", "s"}};
    auto made = channel::open_channel(account);
    return std::move(std::get<std::unique_ptr<channel::Channel>>(made));
}

std::string signed_address(const std::string& encrypted) {
    return std::string("timestamp=") + kTime +
           "&nonce=n&msg_signature=" + channel::callback_signature(kToken, kTime, "n", encrypted);
}

void send_sealed(const channel::Channel& account, const std::string& encrypted) {
    const std::string query = signed_address(encrypted);
    const std::string body = "<xml><Encrypt>" + encrypted + "</Encrypt></xml>";
    http::Request request;
    request.query = query;
    request.body = body;
    const auto received = account.receive(request, kNow);
    if (const auto* const message = std::get_if<channel::Message>(&received)) {
        const auto& inbound = message->inbound;
        if (inbound.sender.empty() || inbound.text.empty() || inbound.delivery_key.size() > 300 ||
            inbound.received_at > kNow)
            std::abort();
        const auto answer = account.accepted(*message, {"n", "c", inbound.text});
        if (!answer.body.empty() && !channel::FlatXml::read(answer.body))
            std::abort();
    }
    const std::string check = query + "&echostr=" + channel::percent_encode(encrypted);
    request.query = check;
    static_cast<void>(account.verify_url(request, kNow));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto account = open_account();
    static const auto cipher = *channel::CallbackCipher::from(kAesKey, "wwfuzz");
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    send_sealed(*account, cipher.encrypt(input, "0123456789abcdef"));
    send_sealed(*account, channel::encode_base64(input));
    http::Request request;
    request.query = input;
    request.body = input;
    if (std::holds_alternative<channel::Message>(account->receive(request, kNow)) ||
        std::holds_alternative<channel::Handshake>(account->verify_url(request, kNow)))
        std::abort();
    return 0;
}
