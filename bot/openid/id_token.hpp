// An ID token (OpenID Connect Core 1.0, 2 and 3.1.3.7): its signature by one of the provider's
// keys, RS256 or ES256, and what it must say. Pure; any thread. Source: cjose for the signature.
#pragma once

#include "board/model/instant.hpp"

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace huiying::openid {

/// unknown_key: none of the keys is the token's, so they may have changed. All others mean that the
/// token is worth nothing.
enum class TokenFault {
    malformed,
    wrong_algorithm,
    unknown_key,
    wrong_signature,
    wrong_issuer,
    wrong_audience,
    expired,
    not_yet,
    wrong_nonce,
    no_subject
};

std::string_view word_of(TokenFault fault);

struct ExpectedToken {
    std::string issuer;
    std::string client_id;
    std::string nonce;
    model::Instant now;
};

/// The claims that are texts, "sub" always among them.
using Claims = std::map<std::string, std::string>;

/// Clocks may differ by that much.
inline constexpr std::chrono::seconds kClockLeeway{60};

/// `keys`: a JSON Web Key Set (RFC 7517).
std::variant<Claims, TokenFault> check_id_token(
    const std::string& token, std::string_view keys, const ExpectedToken& expected
);

}  // namespace huiying::openid
