// The encryption of callbacks that WeChat, WeCom and DingTalk's events share ("safe mode"):
// AES-256-CBC, IV = first half of the key, PKCS#7 with blocks of 32 bytes, frame
// 16 random | uint32 big endian length | message | receiver's id. Safe from any thread.
// Source: https://developer.work.weixin.qq.com/document/path/90968 (read 2026-11-23).
#pragma once

#include "bot/channel/fault.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huiying::channel {

/// sha1 of the byte-wise sorted pieces, as hex: `signature` (token, timestamp, nonce).
std::string callback_signature(
    std::string_view token, std::string_view timestamp, std::string_view nonce
);
/// `msg_signature`, which covers the ciphertext.
std::string callback_signature(
    std::string_view token,
    std::string_view timestamp,
    std::string_view nonce,
    std::string_view encrypted
);

class CallbackCipher {
  public:
    /// `encoding_aes_key` is 43 base64 characters (its two unused bits do not matter). nullopt
    /// when it is not. `receive_id` is the app id, corp id or empty.
    static std::optional<CallbackCipher> from(
        std::string_view encoding_aes_key, std::string receive_id
    );

    /// The message inside a ciphertext. Call it only behind a valid signature. Errors: bad_base64,
    /// bad_length, bad_padding, bad_frame, bad_receive_id.
    [[nodiscard]] Checked<std::string> decrypt(std::string_view encrypted) const;

    /// A file that the platform keeps under the same key, without a frame. Errors: bad_length,
    /// bad_padding.
    [[nodiscard]] Checked<std::string> decrypt_file(std::string_view bytes) const;

    /// Base64 of the encrypted frame. REQUIRES: `random16` has 16 bytes.
    std::string encrypt(std::string_view message, std::string_view random16) const;

    /// The 32 key bytes, to derive others from.
    const std::string& key() const { return key_; }

  private:
    CallbackCipher(std::string key, std::string receive_id);

    std::string key_;
    std::string receive_id_;
};

/// A random token of 32 letters and digits, as the platform's console takes it.
std::string generate_callback_token();
/// A random EncodingAESKey.
std::string generate_encoding_aes_key();

}  // namespace huiying::channel
