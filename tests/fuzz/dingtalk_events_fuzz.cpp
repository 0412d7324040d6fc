// Any bytes as an event of DingTalk, sealed and signed, and as its envelope: no crash, nothing of
// it becomes a message, and only what is signed is heard.
#include "any_account.hpp"
#include "bot/channel/callback_cipher.hpp"
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

constexpr const char* kMilliseconds = "1763860000123";

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
    const std::string query = std::string("timestamp=") + kMilliseconds +
                              "&nonce=n&msg_signature=" +
                              channel::callback_signature(kToken, kMilliseconds, "n", encrypted);
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
