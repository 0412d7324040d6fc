// The encryption and signature of Feishu's (飞书, Lark) callbacks. Pure, safe from any thread.
// Source: https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-
// configure-/encrypt-key-encryption-configuration-case (read 2026-11-25).
#pragma once

#include "bot/channel/fault.hpp"

#include <string>
#include <string_view>

namespace huiying::channel {

class FeishuEnvelope {
  public:
    /// `encrypt_key` is any text; its SHA-256 is the AES key.
    explicit FeishuEnvelope(std::string encrypt_key);

    /// Lower-case hex of the SHA-256 of time stamp, nonce, key and the body's raw bytes.
    std::string signature(std::string_view timestamp, std::string_view nonce, std::string_view body)
        const;

    /// The text inside base64(16 bytes of IV | AES-256-CBC, PKCS#7 with blocks of 16). Errors:
    /// bad_base64, bad_length, bad_padding.
    [[nodiscard]] Checked<std::string> decrypt(std::string_view encrypted) const;

    /// The opposite. REQUIRES: `iv` has 16 bytes.
    std::string encrypt(std::string_view text, std::string_view iv) const;

  private:
    std::string encrypt_key_;
    std::string aes_key_;
};

}  // namespace huiying::channel
