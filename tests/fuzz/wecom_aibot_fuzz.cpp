// Any bytes as the message of an AI bot of WeCom, sealed and signed, as its envelope, and as a file
// under its key: no crash, and only what is signed gets in.
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto account = [] {
        model::ChannelAccount made{"wecom_aibot", "fuzz", {}, {}, true};
        made.secrets = {{"token", kToken}, {"aes_key", kAesKey}};
        return opened(made);
    }();
    static const auto cipher = *channel::CallbackCipher::from(kAesKey, "");
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    static_cast<void>(cipher.decrypt_file(input));
    const auto encrypted = cipher.encrypt(input, "0123456789abcdef");
    const std::string query = std::string("timestamp=") + kTime + "&nonce=n&msg_signature=" +
                              channel::callback_signature(kToken, kTime, "n", encrypted);
    const std::string body = "{\"encrypt\":\"" + encrypted + "\"}";
    http::Request request;
    request.query = query;
    request.body = body;
    check(*account, account->receive(request, kNow));
    request.body = input;
    if (!std::holds_alternative<channel::Refused>(account->receive(request, kNow)) && input != body)
        std::abort();
    return 0;
}
