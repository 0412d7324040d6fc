// Standard Webhooks: who signed a request, and signing our own. Safe from any thread.
// Source:
// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
// (b2fa7b8): signed bytes `id.timestamp.body`; v1 = HMAC-SHA-256, v1a = Ed25519.
#pragma once

#include "board/model/instant.hpp"
#include "bot/channel/digest.hpp"
#include "bot/channel/fault.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::http {
struct Request;
}

namespace huiying::channel {

/// The keys that a sender may sign with: the current one and, during a rotation, the one before.
class VerifyingKeys {
  public:
    /// Adds "whsec_<base64>" or bare base64 (16 to 64 bytes, '=' may be missing) or
    /// "whpk_<base64>" (Ed25519 public key). False when it is neither.
    [[nodiscard]] bool add(std::string_view key);

    bool empty() const { return secrets_.empty() && public_keys_.empty(); }

    /// The webhook-id of a request that one of the keys signed within `skew` of `now`; a view into
    /// the request. Errors: missing_parameter, duplicate_parameter, bad_timestamp, bad_signature,
    /// stale_timestamp, future_timestamp.
    [[nodiscard]] Checked<std::string_view> verify(
        const http::Request& request, model::Instant now, std::chrono::seconds skew
    ) const;

  private:
    struct Signed;
    bool is_signed_by_secret(const Signed& content) const;
    bool is_signed_by_public_key(const Signed& content) const;

    std::vector<HmacKey> secrets_;
    std::vector<std::array<unsigned char, 32>> public_keys_;
};

/// The key that our own requests are signed with.
class SigningKey {
  public:
    /// "whsec_<base64>" or bare base64: signs v1; "whsk_<base64>" (32-byte seed or 64-byte
    /// Ed25519 secret key): signs v1a. nullopt for anything else.
    static std::optional<SigningKey> from(std::string_view key);

    /// The value of webhook-signature: "v1,<base64>" or "v1a,<base64>".
    std::string sign(std::string_view id, std::string_view timestamp, std::string_view body) const;

  private:
    std::optional<HmacKey> secret_;
    std::array<unsigned char, 64> ed25519_{};
};

/// A fresh "whsec_" secret of 36 random bytes, of letters, digits and "_" only.
std::string generate_webhook_secret();

}  // namespace huiying::channel
