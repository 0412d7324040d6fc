#include "bot/channel/callback_cipher.hpp"

#include "bot/channel/aes_cbc.hpp"
#include "bot/channel/base64.hpp"
#include "bot/channel/digest.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <sodium.h>
#include <utility>

namespace huiying::channel {
namespace {

constexpr std::size_t kEncodedKeyLength = 43;
constexpr std::size_t kTokenCharacters = 32;
constexpr std::size_t kPaddingBlock = 32;
constexpr std::size_t kRandomBytes = 16;
constexpr std::size_t kFrameHead = kRandomBytes + 4;

constexpr std::string_view kCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

Checked<std::string_view> without_padding(std::string_view plain) {
    const auto pad = static_cast<unsigned char>(plain.back());
    if (pad < 1 || pad > kPaddingBlock || pad > plain.size())
        return Fault::bad_padding;
    const std::string_view padding = plain.substr(plain.size() - pad);
    if (padding.find_first_not_of(plain.back()) != std::string_view::npos)
        return Fault::bad_padding;
    return plain.substr(0, plain.size() - pad);
}

std::uint32_t read_length(std::string_view four) {
    std::uint32_t length = 0;
    for (const char c : four)
        length = length << 8 | static_cast<unsigned char>(c);
    return length;
}

std::string write_length(std::size_t length) {
    std::string four;
    for (int shift = 24; shift >= 0; shift -= 8)
        four += static_cast<char>(length >> shift & 0xFF);
    return four;
}

std::string random_characters(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += kCharacters[randombytes_uniform(kCharacters.size())];
    return text;
}

template <std::size_t N>
std::string sorted_sha1(std::array<std::string_view, N> pieces) {
    // string_view compares as unsigned bytes, as the platform's sort does.
    std::sort(pieces.begin(), pieces.end());
    if constexpr (N == 3)
        return sha1_hex({pieces[0], pieces[1], pieces[2]});
    else
        return sha1_hex({pieces[0], pieces[1], pieces[2], pieces[3]});
}

}  // namespace

std::string callback_signature(
    std::string_view token, std::string_view timestamp, std::string_view nonce
) {
    return sorted_sha1<3>({token, timestamp, nonce});
}

std::string callback_signature(
    std::string_view token,
    std::string_view timestamp,
    std::string_view nonce,
    std::string_view encrypted
) {
    return sorted_sha1<4>({token, timestamp, nonce, encrypted});
}

CallbackCipher::CallbackCipher(std::string key, std::string receive_id)
    : key_(std::move(key)), receive_id_(std::move(receive_id)) {}

std::optional<CallbackCipher> CallbackCipher::from(
    std::string_view encoding_aes_key, std::string receive_id
) {
    if (encoding_aes_key.size() != kEncodedKeyLength)
        return std::nullopt;
    auto key = decode_base64(encoding_aes_key, Padding::optional, TailBits::any);
    if (!key)
        return std::nullopt;
    return CallbackCipher(std::move(*key), std::move(receive_id));
}

Checked<std::string> CallbackCipher::decrypt(std::string_view encrypted) const {
    const auto bytes = decode_base64(encrypted, Padding::required, TailBits::any);
    if (!bytes)
        return Fault::bad_base64;
    if (bytes->empty() || bytes->size() % kAesBlock != 0)
        return Fault::bad_length;
    const std::string plain = run_aes_cbc(AesDirection::decrypt, key_, key_, *bytes);
    const auto stripped = without_padding(plain);
    if (!stripped)
        return stripped.error();
    const std::string_view frame = *stripped;
    if (frame.size() < kFrameHead)
        return Fault::bad_frame;
    const std::size_t length = read_length(frame.substr(kRandomBytes, 4));
    // Compared by subtraction: 20 + length would wrap in 32 bits.
    if (length > frame.size() - kFrameHead)
        return Fault::bad_frame;
    if (frame.substr(kFrameHead + length) != receive_id_)
        return Fault::bad_receive_id;
    return std::string(frame.substr(kFrameHead, length));
}

Checked<std::string> CallbackCipher::decrypt_file(std::string_view bytes) const {
    if (bytes.empty() || bytes.size() % kAesBlock != 0)
        return Fault::bad_length;
    const std::string plain = run_aes_cbc(AesDirection::decrypt, key_, key_, bytes);
    const auto stripped = without_padding(plain);
    if (!stripped)
        return stripped.error();
    return std::string(*stripped);
}

std::string CallbackCipher::encrypt(std::string_view message, std::string_view random16) const {
    std::string frame(random16);
    frame += write_length(message.size());
    frame += message;
    frame += receive_id_;
    const std::size_t pad = kPaddingBlock - frame.size() % kPaddingBlock;
    frame.append(pad, static_cast<char>(pad));
    return encode_base64(run_aes_cbc(AesDirection::encrypt, key_, key_, frame));
}

std::string generate_callback_token() {
    return random_characters(kTokenCharacters);
}

std::string generate_encoding_aes_key() {
    return random_characters(kEncodedKeyLength);
}

}  // namespace huiying::channel
