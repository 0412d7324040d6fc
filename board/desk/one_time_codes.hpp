// One-time codes of an authenticator (RFC 6238: SHA-1, six digits, 30 seconds) and recovery codes.
// Used by second_factors.cpp. Thread rule: safe from any thread. Source: OATH Toolkit.
#pragma once

#include "board/model/ids.hpp"
#include "board/model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::desk {

inline constexpr int kRecoveryCodes = 10;

/// 160 random bits in Base32, as an authenticator wants them.
std::string new_code_secret();

/// The time step of which `code` is: the present one, the one before, the one after. nullopt: of
/// none, or no code at all. Throws std::runtime_error where the secret is none.
std::optional<std::int64_t> step_of_code(
    const std::string& secret, const std::string& code, model::Instant now
);

/// "ABCD-EFGH-JKMN-PQRS": 78 random bits, letters and digits that nobody confuses.
std::vector<std::string> new_recovery_codes();

/// What a person typed, without spaces and strokes, in capitals.
std::string plain_code(std::string_view typed);

/// What is stored of a recovery code as plain_code() gives it.
std::string hash_of_recovery_code(model::StaffId staff, const std::string& plain);

}  // namespace huiying::desk
