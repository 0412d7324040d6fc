// Any bytes as the body of a rightly signed DingTalk callback, as its unsigned headers, as a
// session address and as a way back: no crash, and no request to a host that is not the platform's.
#include "bot/channel/channel.hpp"
#include "bot/channel/channel_table.hpp"
#include "bot/channel/dingtalk.hpp"
#include "bot/channel/dingtalk_payload.hpp"
#include "bot/channel/token_cache.hpp"
#include "bot/channel/transport.hpp"
#include "http/request.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace huiying;

constexpr const char* kSecret = "fuzz-secret";
constexpr const char* kTime = "1763860000000";
const model::Instant kNow{std::chrono::seconds{1'763'860'000}};

std::unique_ptr<channel::Channel> open_account() {
    model::ChannelAccount account{"dingtalk", "fuzz", {{"app_key", "k"}}, {}, true};
    account.secrets["app_secret"] = kSecret;
    auto made = channel::open_channel(account);
    return std::move(std::get<std::unique_ptr<channel::Channel>>(made));
}

/// Every request goes to the platform.
class Watcher final : public channel::Transport {
  public:
    channel::TransportAnswer post(const channel::OutgoingRequest& request) override {
        const std::string_view url = request.url;
        if (!url.starts_with("https://oapi.dingtalk.com/") &&
            !url.starts_with("https://api.dingtalk.com/") &&
            !url.starts_with("https://oapi.dingtalk.com?") &&
            !url.starts_with("https://api.dingtalk.com?") &&
            !url.starts_with("https://oapi.dingtalk.com:443") &&
            !url.starts_with("https://api.dingtalk.com:443") &&
            url != "https://oapi.dingtalk.com" && url != "https://api.dingtalk.com")
            std::abort();
        return {channel::Reach::answered, 200, R"({"errcode":300001})"};
    }
};

channel::Received send(
    const channel::Channel& account, std::string_view body, std::string_view sign
) {
    const std::vector<http::Header> headers{{"timestamp", kTime}, {"sign", sign}};
    http::Request request;
    request.headers = headers;
    request.body = body;
    return account.receive(request, kNow);
}

void answer(const channel::Channel& account, const std::string& way_back) {
    Watcher watcher;
    channel::TokenCache tokens;
    model::OutboundMessage message;
    message.text = "x";
    message.way_back = way_back;
    static_cast<void>(account.send(message, {watcher, tokens, kNow}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto account = open_account();
    static const auto sign = channel::dingtalk_sign(kTime, kSecret);
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    const auto received = send(*account, input, sign);
    if (const auto* const message = std::get_if<channel::Message>(&received)) {
        const auto& inbound = message->inbound;
        if (inbound.sender.empty() || inbound.text.empty() || inbound.delivery_key.size() > 300)
            std::abort();
        if (inbound.text.find('\0') != std::string::npos || inbound.way_back.size() > 2000)
            std::abort();
        answer(*account, inbound.way_back);
    }
    answer(*account, std::string(input));
    channel::DingtalkWay way;
    way.session_until = kNow + std::chrono::hours(1);
    way.session_url = input;
    answer(*account, channel::pack(way));
    if (std::holds_alternative<channel::Message>(send(*account, "{}", input)))
        std::abort();
    return 0;
}
