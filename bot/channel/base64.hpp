// Base64 (RFC 4648 section 4) as platforms write it. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace huiying::channel {

/// Whether the unused bits of the last character must be zero. WeChat's EncodingAESKeys are random
/// 43-character strings, so for keys they must not matter.
enum class TailBits { zero, any };
/// Whether the text must be filled up with '=' to a multiple of four.
enum class Padding { required, optional };

/// The bytes, or nullopt when `text` holds anything else (white space too).
std::optional<std::string> decode_base64(std::string_view text, Padding padding, TailBits tail);

std::string encode_base64(std::string_view bytes);

}  // namespace huiying::channel
