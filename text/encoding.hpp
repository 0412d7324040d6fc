// UTF-8 as citizens send it: validity, length, safe cuts, and the form that comparisons use. Used
// by intake (validation), routing, knowledge and store. Pure, safe from any thread. Normal form:
// Unicode NFKC_Casefold (UAX #15); done by ICU, which only this room links.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace huiying::text {

/// Valid UTF-8 (no surrogates, no overlong forms, at most U+10FFFF) without NUL. Empty is valid.
[[nodiscard]] bool is_valid_text(std::string_view bytes);

/// Code points of valid UTF-8; each invalid byte counts as one.
[[nodiscard]] std::size_t code_point_count(std::string_view text);

/// The first `max_code_points` code points; never cuts one in two, nor a base from the combining
/// marks, joiners and variation selectors after it.
[[nodiscard]] std::string_view truncate(std::string_view text, std::size_t max_code_points);

/// At most `max_bytes` bytes, cut before a code point; for platforms that limit bytes.
[[nodiscard]] std::string_view truncate_bytes(std::string_view text, std::size_t max_bytes);

/// `truncate` to `max_code_points` including the "…" that marks a cut.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t max_code_points);

/// NFKC, lower case (NFKC_Casefold): full-width forms become ASCII, so that "１２３４５" is "12345"
/// and "ＷｅＣｈａｔ" is "wechat"; invisible symbols (zero-width ones) go. Invalid bytes stay.
[[nodiscard]] std::string normalise(std::string_view text);

/// Without white space at both ends (ASCII, U+3000, U+00A0, U+200B, U+FEFF).
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace huiying::text
