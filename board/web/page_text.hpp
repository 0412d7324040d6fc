// Text for the public pages: what a browser sent made readable, long texts cut and divided into
// paragraphs, times in words. Used by the page_* files. Pure, safe from any thread.
#pragma once

#include "board/model/calendar.hpp"
#include "board/model/instant.hpp"
#include "templates/value.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace huiying::web {

/// Valid UTF-8 without NUL: each byte that is not part of a character becomes U+FFFD.
std::string readable(std::string_view bytes);

/// A text area's CR LF as LF.
std::string unix_lines(std::string_view text);

/// Nothing but white space, as text::trim knows it.
bool is_blank(std::string_view text);

/// At most `characters` code points on one line, "…" where something was cut. REQUIRES: valid
/// UTF-8.
std::string excerpt(std::string_view text, std::size_t characters);

/// Percent-encodes all but RFC 3986 unreserved characters.
std::string percent_encode(std::string_view text);

/// The lines of a text as blocks for the template pages/prose: {blocks: [{plain, has_list, list:
/// [{line}]}]}. Lines that count (一、 1. （二）) in a row become one list; blank lines vanish.
templates::Value prose(std::string_view text);

/// "11月23日（周一）", with the year when it is not `reference`'s.
std::string day_words(model::Instant instant, model::Instant reference);

/// Latest moment in words: "今天，11月23日（周一）24:00前".
std::string due_words(model::Instant due, model::Instant now);

/// The final reply's date in words, also where the calendar does not say yet.
std::string final_due_words(const model::DueTimes& due, int workdays, model::Instant now);

}  // namespace huiying::web
