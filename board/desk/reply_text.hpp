// What a reply's text must be before it is saved, reviewed, sent, and its hash; how long other
// words of a move may be. Private to this room. Pure.
#pragma once

#include "board/model/errc.hpp"

#include <string>

namespace huiying::desk {

/// text_too_long.
[[nodiscard]] model::Result<void> check_length(const std::string& text);
/// empty_text besides: there is something to read.
[[nodiscard]] model::Result<void> check_written(const std::string& text);
/// placeholder_left besides: what a draft leaves to fill in must not reach a citizen.
[[nodiscard]] model::Result<void> check_sendable(const std::string& text);

/// Of a reason, a basis, an opinion, a summary: more than 2,000 characters.
[[nodiscard]] bool is_too_long(const std::string& words);

}  // namespace huiying::desk
