// Any bytes as a rightly signed delivery report of a gateway for short messages, as JSON and as a
// form, and as a signature: no crash, and only what is signed gets in.
#include "any_account.hpp"
#include "bot/channel/digest.hpp"
#include "http/request.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace huiying;
using namespace huiying::fuzz;

constexpr const char* kSecret = "fuzz-secret-fuzz-secret";

std::unique_ptr<channel::Channel> of_format(const std::string& format) {
    model::ChannelAccount account{"sms", "fuzz", {}, {{"report_secret", kSecret}}, true};
    account.settings = {
        {"url", "http://sms.test/send"},
        {"signature", "某某镇"},
        {"body", R"({"to":"{phone}","text":"{text}","id":"{id}"})"},
        {"report_format", format},
        {"report_list", "reports"},
        {"report_reason", "err"}};
    return opened(account);
}

channel::Received send(
    const channel::Channel& account, std::string_view body, std::string_view signature
) {
    const std::vector<http::Header> headers{{"x-signature", signature}};
    http::Request request;
    request.body = body;
    request.headers = headers;
    return account.receive(request, kNow);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto json = of_format("json");
    static const auto form = of_format("form");
    static const channel::HmacKey key{kSecret};
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    std::string signature;
    for (const auto byte : key.sign({input})) {
        signature += "0123456789abcdef"[byte >> 4];
        signature += "0123456789abcdef"[byte & 15];
    }
    for (const auto* account : {json.get(), form.get()}) {
        const auto received = send(*account, input, signature);
        if (const auto* refused = std::get_if<channel::Refused>(&received);
            refused != nullptr && refused->reason == model::Errc::bad_signature)
            std::abort();
        if (!std::holds_alternative<channel::Refused>(send(*account, "{}", input)))
            std::abort();
    }
    return 0;
}
