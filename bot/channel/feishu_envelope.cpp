#include "bot/channel/feishu_envelope.hpp"

#include "bot/channel/aes_cbc.hpp"
#include "bot/channel/base64.hpp"
#include "bot/channel/digest.hpp"

#include <cstddef>
#include <utility>

namespace huiying::channel {

FeishuEnvelope::FeishuEnvelope(std::string encrypt_key)
    : encrypt_key_(std::move(encrypt_key)), aes_key_(as_text(sha256(encrypt_key_))) {}

std::string FeishuEnvelope::signature(
    std::string_view timestamp, std::string_view nonce, std::string_view body
) const {
    return sha256_hex({timestamp, nonce, encrypt_key_, body});
}

Checked<std::string> FeishuEnvelope::decrypt(std::string_view encrypted) const {
    const auto bytes = decode_base64(encrypted, Padding::required, TailBits::any);
    if (!bytes)
        return Fault::bad_base64;
    if (bytes->size() < 2 * kAesBlock || bytes->size() % kAesBlock != 0)
        return Fault::bad_length;
    const std::string_view all = *bytes;
    std::string plain = run_aes_cbc(AesDirection::decrypt, aes_key_, all, all.substr(kAesBlock));
    const auto pad = static_cast<unsigned char>(plain.back());
    if (pad < 1 || pad > kAesBlock)
        return Fault::bad_padding;
    const std::size_t length = plain.size() - pad;
    if (plain.find_first_not_of(plain.back(), length) != std::string::npos)
        return Fault::bad_padding;
    plain.resize(length);
    return plain;
}

std::string FeishuEnvelope::encrypt(std::string_view text, std::string_view iv) const {
    std::string padded(text);
    const std::size_t pad = kAesBlock - padded.size() % kAesBlock;
    padded.append(pad, static_cast<char>(pad));
    return encode_base64(
        std::string(iv) + run_aes_cbc(AesDirection::encrypt, aes_key_, iv, padded)
    );
}

}  // namespace huiying::channel
