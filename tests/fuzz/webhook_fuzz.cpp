// Any bytes as the body of a rightly signed webhook request, and as its unsigned headers: no crash,
// and what is taken in keeps the promises of InboundMessage.
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/standard_webhooks.hpp"
#include "http/request.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace huiying;

constexpr const char* kSecret = "whsec_ZnV6emluZy1rZXktb2YtdGhlLXdlYmhvb2stdGVzdHM=";
const model::Instant kNow{std::chrono::seconds{1'763'860'000}};

std::unique_ptr<channel::Channel> open_account() {
    model::ChannelAccount account{"webhook", "fuzz", {{"trust_sent_at", "yes"}}, {}, true};
    account.secrets["secret"] = kSecret;
    auto made = channel::open_channel(account);
    return std::move(std::get<std::unique_ptr<channel::Channel>>(made));
}

channel::Received send(
    const channel::Channel& account, std::string_view body, std::string_view signature
) {
    const std::vector<http::Header> headers{
        {"webhook-id", "m"}, {"webhook-timestamp", "1763860000"}, {"webhook-signature", signature}};
    http::Request request;
    request.body = body;
    request.headers = headers;
    return account.receive(request, kNow);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto account = open_account();
    static const auto key = *channel::SigningKey::from(kSecret);
    const std::string_view body(reinterpret_cast<const char*>(bytes), size);
    const auto received = send(*account, body, key.sign("m", "1763860000", body));
    if (const auto* const message = std::get_if<channel::Message>(&received)) {
        const auto& inbound = message->inbound;
        if (inbound.sender.empty() || inbound.text.empty() || inbound.delivery_key.size() > 300)
            std::abort();
        if (inbound.text.find('\0') != std::string::npos || inbound.received_at > kNow)
            std::abort();
    } else if (const auto* const refused = std::get_if<channel::Refused>(&received)) {
        static_cast<void>(channel::find_channel("webhook")->refuse(*refused));
    }
    if (std::holds_alternative<channel::Message>(send(*account, "{}", body)))
        std::abort();
    return 0;
}
