#include "bot/channel/standard_webhooks.hpp"

#include "bot/channel/base64.hpp"
#include "bot/channel/time_window.hpp"
#include "http/request.hpp"

#include <algorithm>
#include <cstddef>
#include <sodium.h>

namespace huiying::channel {
namespace {

constexpr std::string_view kSecretPrefix = "whsec_";
constexpr std::string_view kPublicPrefix = "whpk_";
constexpr std::string_view kPrivatePrefix = "whsk_";
constexpr std::size_t kMinSecretBytes = 16;
constexpr std::size_t kMaxSecretBytes = 64;
/// A multiple of three: no padding.
constexpr std::size_t kGeneratedBytes = 36;
constexpr std::size_t kMaxIdBytes = 256;
constexpr std::size_t kMaxSignatureBytes = 4096;

std::optional<std::string> decode_key(std::string_view key, std::string_view prefix) {
    if (key.starts_with(prefix))
        key.remove_prefix(prefix.size());
    return decode_base64(key, Padding::optional, TailBits::any);
}

std::optional<std::string> decode_secret(std::string_view key) {
    auto bytes = decode_key(key, kSecretPrefix);
    if (!bytes || bytes->size() < kMinSecretBytes || bytes->size() > kMaxSecretBytes)
        return std::nullopt;
    return bytes;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// Calls `matches(value)` for each space-separated "version,value" of that version until one does.
template <class Matches>
bool any_signature(std::string_view header, std::string_view version, Matches matches) {
    while (!header.empty()) {
        const std::string_view token = header.substr(0, header.find(' '));
        header.remove_prefix(std::min(header.size(), token.size() + 1));
        const std::size_t comma = token.find(',');
        if (comma == std::string_view::npos || token.substr(0, comma) != version)
            continue;
        if (matches(token.substr(comma + 1)))
            return true;
    }
    return false;
}

/// The one value of a signed header.
Checked<std::string_view> only_header(const http::Request& request, std::string_view name) {
    const std::string_view value = request.header(name);
    if (value.empty())
        return Fault::missing_parameter;
    if (request.header_count(name) != 1)
        return Fault::duplicate_parameter;
    return value;
}

std::string joined(std::string_view id, std::string_view timestamp, std::string_view body) {
    std::string content;
    content.reserve(id.size() + timestamp.size() + body.size() + 2);
    content.append(id).append(".").append(timestamp).append(".").append(body);
    return content;
}

}  // namespace

struct VerifyingKeys::Signed {
    std::string_view id;
    std::string_view timestamp;
    std::string_view signatures;
    std::string_view body;
};

bool VerifyingKeys::add(std::string_view key) {
    if (key.starts_with(kPublicPrefix)) {
        const auto bytes = decode_key(key, kPublicPrefix);
        std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_key{};
        if (!bytes || bytes->size() != public_key.size())
            return false;
        std::copy(bytes->begin(), bytes->end(), public_key.begin());
        public_keys_.push_back(public_key);
        return true;
    }
    auto secret = decode_secret(key);
    if (!secret)
        return false;
    secrets_.emplace_back(std::move(*secret));
    return true;
}

bool VerifyingKeys::is_signed_by_secret(const Signed& content) const {
    for (const auto& secret : secrets_) {
        const Digest256 mac = secret.sign({content.id, ".", content.timestamp, ".", content.body});
        const std::string expected = encode_base64(as_text(mac));
        if (any_signature(content.signatures, "v1", [&](std::string_view value) {
                return is_equal_secretly(value, expected);
            }))
            return true;
    }
    return false;
}

bool VerifyingKeys::is_signed_by_public_key(const Signed& content) const {
    if (public_keys_.empty())
        return false;
    const std::string message = joined(content.id, content.timestamp, content.body);
    return any_signature(content.signatures, "v1a", [&](std::string_view value) {
        const auto signature = decode_base64(value, Padding::required, TailBits::zero);
        if (!signature || signature->size() != crypto_sign_BYTES)
            return false;
        return std::any_of(public_keys_.begin(), public_keys_.end(), [&](const auto& key) {
            return crypto_sign_verify_detached(
                       bytes_of(*signature), bytes_of(message), message.size(), key.data()
                   ) == 0;
        });
    });
}

Checked<std::string_view> VerifyingKeys::verify(
    const http::Request& request, model::Instant now, std::chrono::seconds skew
) const {
    const auto id = only_header(request, "webhook-id");
    if (!id)
        return id;
    const auto timestamp = only_header(request, "webhook-timestamp");
    if (!timestamp)
        return timestamp;
    const auto signatures = only_header(request, "webhook-signature");
    if (!signatures)
        return signatures;
    // Digits only: else id "m.1" with time "2" signs the same bytes as id "m" with time "1.2".
    const auto seconds = parse_seconds(*timestamp);
    if (!seconds)
        return seconds.error();
    if (id->size() > kMaxIdBytes || signatures->size() > kMaxSignatureBytes)
        return Fault::bad_signature;
    const Signed content{*id, *timestamp, *signatures, request.body};
    if (!is_signed_by_secret(content) && !is_signed_by_public_key(content))
        return Fault::bad_signature;
    const auto fresh = check_window(*seconds, now, skew);
    if (!fresh)
        return fresh.error();
    return *id;
}

std::optional<SigningKey> SigningKey::from(std::string_view key) {
    SigningKey signing;
    if (!key.starts_with(kPrivatePrefix)) {
        auto secret = key.starts_with(kPublicPrefix) ? std::nullopt : decode_secret(key);
        if (!secret)
            return std::nullopt;
        signing.secret_.emplace(std::move(*secret));
        return signing;
    }
    const auto bytes = decode_key(key, kPrivatePrefix);
    if (!bytes)
        return std::nullopt;
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> unused{};
    if (bytes->size() == crypto_sign_SEEDBYTES)
        crypto_sign_seed_keypair(unused.data(), signing.ed25519_.data(), bytes_of(*bytes));
    else if (bytes->size() == crypto_sign_SECRETKEYBYTES)
        std::copy(bytes->begin(), bytes->end(), signing.ed25519_.begin());
    else
        return std::nullopt;
    return signing;
}

std::string SigningKey::sign(std::string_view id, std::string_view timestamp, std::string_view body)
    const {
    if (secret_)
        return "v1," + encode_base64(as_text(secret_->sign({id, ".", timestamp, ".", body})));
    const std::string message = joined(id, timestamp, body);
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(
        reinterpret_cast<unsigned char*>(signature.data()),
        nullptr,
        bytes_of(message),
        message.size(),
        ed25519_.data()
    );
    return "v1a," + encode_base64(signature);
}

std::string generate_webhook_secret() {
    std::string bytes(kGeneratedBytes, '\0');
    std::string encoded = "/";
    // Telegram takes letters, digits, '_' and '-' only: the same secret serves every scheme.
    while (encoded.find_first_of("+/") != std::string::npos) {
        randombytes_buf(bytes.data(), bytes.size());
        encoded = encode_base64(bytes);
    }
    return std::string(kSecretPrefix) + encoded;
}

}  // namespace huiying::channel
