// Digests and keyed digests over OpenSSL, with one set of contexts a thread (making one costs more
// than the digest of a short message). Used by the platforms' signature checks. Safe from any
// thread.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace huiying::channel {

using Digest256 = std::array<std::uint8_t, 32>;

/// SHA-1 of the concatenation, 40 lower-case hex digits. Throws std::runtime_error when OpenSSL
/// fails.
std::string sha1_hex(std::initializer_list<std::string_view> pieces);
/// 64 lower-case hex digits.
std::string to_hex(const Digest256& digest);
/// SHA-256, 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
std::string sha256_hex(std::initializer_list<std::string_view> pieces);
Digest256 sha256(std::string_view bytes);

/// Whether two strings are equal, in time that depends on the lengths only.
bool is_equal_secretly(std::string_view a, std::string_view b);

/// Bytes as characters.
std::string_view as_text(const Digest256& digest);

/// A key for HMAC-SHA-256 that each thread sets up once. Copies are the same key.
class HmacKey {
  public:
    explicit HmacKey(std::string key);

    /// HMAC of the concatenation. Throws std::runtime_error when OpenSSL fails.
    Digest256 sign(std::initializer_list<std::string_view> pieces) const;

  private:
    std::string key_;
    std::uint64_t id_;  ///< of this key, in the threads' caches
};

}  // namespace huiying::channel
