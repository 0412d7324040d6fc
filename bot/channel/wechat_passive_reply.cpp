#include "bot/channel/wechat_passive_reply.hpp"

#include "bot/channel/flat_xml.hpp"
#include "bot/channel/text_parts.hpp"

#include <chrono>
#include <cstddef>

namespace huiying::channel {
namespace {

constexpr std::size_t kRandomBytes = 16;
constexpr std::size_t kNonceDigits = 10;

std::string seconds_of(model::Instant at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch();
    return std::to_string(seconds.count());
}

std::string element(const std::string& name, const std::string& content) {
    return "<" + name + ">" + content + "</" + name + ">";
}

}  // namespace

std::string render_passive_text(const ReplyAddress& address, std::string_view text) {
    return element(
        "xml",
        element("ToUserName", cdata(printable(address.to))) +
            element("FromUserName", cdata(printable(address.from))) +
            element("CreateTime", seconds_of(address.at)) + element("MsgType", cdata("text")) +
            element("Content", cdata(printable(text)))
    );
}

std::string ReplyEnvelope::seal(
    std::string_view delivery_key, model::Instant at, const std::string& xml
) const {
    const Digest256 digest = key.sign({delivery_key, "\n", xml});
    const std::string encrypted = cipher.encrypt(xml, as_text(digest).substr(0, kRandomBytes));
    std::string nonce;
    for (std::size_t i = kRandomBytes; i < kRandomBytes + kNonceDigits; ++i)
        nonce += static_cast<char>('0' + digest[i] % 10);
    const std::string timestamp = seconds_of(at);
    const std::string signature = callback_signature(token, timestamp, nonce, encrypted);
    return element(
        "xml",
        element("Encrypt", cdata(encrypted)) + element("MsgSignature", cdata(signature)) +
            element("TimeStamp", timestamp) + element("Nonce", cdata(nonce))
    );
}

}  // namespace huiying::channel
