// Any bytes as a pulled message of WeCom's customer service, as what is in its bell, and as the
// page that sync_msg answers: no crash.
#include "any_account.hpp"
#include "bot/channel/callback_cipher.hpp"
#include "bot/channel/puller.hpp"
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
using namespace huiying::fuzz;

/// Gives a token, then the bytes as the only page.
class OnePage final : public channel::Transport {
  public:
    explicit OnePage(std::string_view page) : page_(page) {}

    channel::TransportAnswer post(const channel::OutgoingRequest& request) override {
        const bool is_sync = request.url.find("sync_msg") != std::string::npos;
        if (!is_sync)
            return {channel::Reach::answered, 200, R"({"errcode":0,"access_token":"t"})"};
        return {channel::Reach::answered, ++pages_ == 1 ? 200 : 500, pages_ == 1 ? page_ : ""};
    }

  private:
    std::string page_;
    int pages_ = 0;
};

void pull(const channel::Channel& account, std::string_view page) {
    OnePage transport(page);
    channel::TokenCache tokens;
    const channel::SendContext context{transport, tokens, kNow};
    static_cast<void>(dynamic_cast<const channel::Puller&>(account).pull(
        {context,
         "bell",
         "c0",
         [&](const channel::Pulled& pulled) {
             check(account, account.reread(pulled.raw, kNow));
             return true;
         },
         [](const std::string&) { return true; }}
    ));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto account = [] {
        model::ChannelAccount made{"wecom_kf", "fuzz", {}, {}, true};
        made.settings = {{"corp_id", "wwfuzz"}, {"open_kfid", "wk1"}};
        made.secrets = {{"token", kToken}, {"aes_key", kAesKey}, {"app_secret", "s"}};
        return opened(made);
    }();
    static const auto cipher = *channel::CallbackCipher::from(kAesKey, "wwfuzz");
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    check(*account, account->reread(input, kNow));
    pull(*account, input);
    const auto encrypted = cipher.encrypt(input, "0123456789abcdef");
    const std::string query = std::string("timestamp=") + kTime + "&nonce=n&msg_signature=" +
                              channel::callback_signature(kToken, kTime, "n", encrypted);
    const std::string body = "<xml><Encrypt>" + encrypted + "</Encrypt></xml>";
    http::Request request;
    request.query = query;
    request.body = body;
    if (std::holds_alternative<channel::Message>(account->receive(request, kNow)))
        std::abort();
    return 0;
}
