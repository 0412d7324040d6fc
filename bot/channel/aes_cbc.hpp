// AES-256-CBC without padding over OpenSSL, one context a thread. Used by the platforms' envelopes,
// which each pad in a way of their own. Safe from any thread.
// Source: NIST SP 800-38A section 6.2.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace huiying::channel {

inline constexpr std::size_t kAesBlock = 16;

enum class AesDirection { decrypt, encrypt };

/// REQUIRES: `key` has 32 bytes, `iv` at least 16 (the first are taken), `input` is whole blocks.
/// Throws std::runtime_error when OpenSSL fails.
std::string run_aes_cbc(
    AesDirection direction, std::string_view key, std::string_view iv, std::string_view input
);

}  // namespace huiying::channel
