#include "bot/channel/base64.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace huiying::channel {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNone = 0xFF;

constexpr std::array<std::uint8_t, 256> make_values() {
    std::array<std::uint8_t, 256> values{};
    for (auto& value : values)
        value = kNone;
    for (std::size_t i = 0; i < kAlphabet.size(); ++i)
        values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
    return values;
}

constexpr auto kValues = make_values();

std::uint32_t value_of(char c) {
    return kValues[static_cast<unsigned char>(c)];
}

/// Removes a correct padding; nullopt for a wrong one.
std::optional<std::string_view> without_padding(std::string_view text, Padding padding) {
    const std::size_t length = text.size();
    while (!text.empty() && text.back() == '=')
        text.remove_suffix(1);
    const std::size_t pads = length - text.size();
    if (text.size() % 4 == 1)
        return std::nullopt;
    const std::size_t wanted = (4 - text.size() % 4) % 4;
    if (pads == wanted || (pads == 0 && padding == Padding::optional))
        return text;
    return std::nullopt;
}

/// The last two or three characters. False when one is foreign or the unused bits are not zero.
bool decode_tail(std::string_view text, TailBits tail, std::string& bytes) {
    std::uint32_t group = 0;
    for (const char c : text) {
        if (value_of(c) == kNone)
            return false;
        group = group << 6 | value_of(c);
    }
    const std::uint32_t unused = text.size() == 2 ? 4 : 2;
    if (tail == TailBits::zero && (group & ((1U << unused) - 1)) != 0)
        return false;
    group >>= unused;
    if (text.size() == 3)
        bytes += static_cast<char>(group >> 8 & 0xFF);
    bytes += static_cast<char>(group & 0xFF);
    return true;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text, Padding padding, TailBits tail) {
    const auto stripped = without_padding(text, padding);
    if (!stripped)
        return std::nullopt;
    const std::string_view digits = *stripped;
    std::string bytes;
    bytes.reserve(digits.size() / 4 * 3 + 2);
    std::size_t i = 0;
    for (; i + 4 <= digits.size(); i += 4) {
        const std::uint32_t a = value_of(digits[i]);
        const std::uint32_t b = value_of(digits[i + 1]);
        const std::uint32_t c = value_of(digits[i + 2]);
        const std::uint32_t d = value_of(digits[i + 3]);
        if (a == kNone || b == kNone || c == kNone || d == kNone)
            return std::nullopt;
        const std::uint32_t group = a << 18 | b << 12 | c << 6 | d;
        bytes += static_cast<char>(group >> 16 & 0xFF);
        bytes += static_cast<char>(group >> 8 & 0xFF);
        bytes += static_cast<char>(group & 0xFF);
    }
    if (i < digits.size() && !decode_tail(digits.substr(i), tail, bytes))
        return std::nullopt;
    return bytes;
}

std::string encode_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = bytes.size() - i;
        const auto byte = [&](std::size_t at) -> std::uint32_t {
            return at < left ? static_cast<unsigned char>(bytes[i + at]) : 0U;
        };
        const std::uint32_t group = byte(0) << 16 | byte(1) << 8 | byte(2);
        text += kAlphabet[group >> 18 & 63];
        text += kAlphabet[group >> 12 & 63];
        text += left > 1 ? kAlphabet[group >> 6 & 63] : '=';
        text += left > 2 ? kAlphabet[group & 63] : '=';
    }
    return text;
}

}  // namespace huiying::channel
