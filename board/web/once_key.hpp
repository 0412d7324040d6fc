// Keys that make something sent twice the same thing: of an API call's Idempotency-Key, of a form's
// hidden field. Used by the citizens' API and the board's forms. Any thread; random_key() is
// random, the rest pure.
#pragma once

#include "http/request.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace huiying::web {

/// 128 random bits as 32 hex digits.
[[nodiscard]] std::string random_key();

/// Of that form.
[[nodiscard]] bool is_random_key(std::string_view key);

/// 128 bits of BLAKE2b over the texts, each with its length before it, as hex.
[[nodiscard]] std::string digest_of(std::initializer_list<std::string_view> texts);

/// Made of the caller's Idempotency-Key, or random without one. Keys of two callers that chose the
/// same are told apart by what they wrote. Throws BadField where it is too long.
[[nodiscard]] std::string idempotency_key(const http::Request& request);

}  // namespace huiying::web
