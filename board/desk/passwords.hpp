// Passwords as they are kept, and tokens that nobody can guess. Used by people.cpp and
// sessions.cpp. Thread rule: safe from any thread; hashing a password takes some tens of
// milliseconds and 64 MiB on purpose. Source: libsodium (argon2id, BLAKE2b).
#pragma once

#include <string>

namespace huiying::desk {

/// 256 random bits, fit for a link or a cookie.
std::string random_token();

/// What is stored of a token.
std::string hash_of_token(const std::string& token);

/// argon2id with libsodium's interactive limits (64 MiB, 2 passes). Throws without memory for it.
std::string hash_of_password(const std::string& password);

bool is_password_of(const std::string& hash, const std::string& password);

/// A hash to compare with when there is no such person, so that the answer takes as long.
const std::string& nobodys_hash();

}  // namespace huiying::desk
