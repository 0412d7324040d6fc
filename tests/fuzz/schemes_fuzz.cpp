// Any bytes as a rightly signed body of Slack, GitHub and Telegram, and as their signatures: no
// crash, and only what is signed gets in.
#include "any_account.hpp"
#include "bot/channel/digest.hpp"
#include "http/request.hpp"

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace huiying;
using namespace huiying::fuzz;

constexpr const char* kSecret = "fuzz-secret";

std::unique_ptr<channel::Channel> of_scheme(const std::string& scheme) {
    model::ChannelAccount account{"webhook", "fuzz", {{"scheme", scheme}}, {}, true};
    account.secrets = {{"secret", kSecret}, {"api_token", "t"}};
    return opened(account);
}

std::string hex(const channel::Digest256& digest) {
    std::string text;
    for (const auto byte : digest) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

channel::Received send(
    const channel::Channel& account,
    std::string_view body,
    std::string_view slack,
    std::string_view github,
    std::string_view telegram
) {
    const std::vector<http::Header> headers{
        {"X-Slack-Request-Timestamp", kTime},
        {"X-Slack-Signature", slack},
        {"X-Hub-Signature-256", github},
        {"X-Telegram-Bot-Api-Secret-Token", telegram}};
    http::Request request;
    request.body = body;
    request.headers = headers;
    return account.receive(request, kNow);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const std::vector<std::unique_ptr<channel::Channel>> accounts = [] {
        std::vector<std::unique_ptr<channel::Channel>> made;
        for (const char* const scheme : {"slack", "github", "telegram"})
            made.push_back(of_scheme(scheme));
        return made;
    }();
    static const channel::HmacKey key{kSecret};
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    const std::string slack = "v0=" + hex(key.sign({"v0:", kTime, ":", input}));
    const std::string github = "sha256=" + hex(key.sign({input}));
    for (const auto& account : accounts) {
        check(*account, send(*account, input, slack, github, kSecret));
        if (input != kSecret &&
            !std::holds_alternative<channel::Refused>(send(*account, "{}", input, input, input)))
            std::abort();
    }
    return 0;
}
