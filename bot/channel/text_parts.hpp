// Cutting and cleaning text for platforms that bound a message in bytes. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::channel {

/// Cuts `text` (valid UTF-8) into parts of at most `max_bytes` bytes, preferably after a sentence,
/// never inside a character; together they are `text`. REQUIRES: max_bytes >= 4. Empty text has no
/// parts.
std::vector<std::string_view> split_text(std::string_view text, std::size_t max_bytes);

/// How a text is bounded.
struct PartLimits {
    std::size_t max_bytes = 2048;
    std::size_t max_parts = 5;
};

/// `split_text`, but at most `limits.max_parts` parts: what is left over is dropped and `closing`
/// (says where the whole is) ends the last part. The same input gives the same parts. REQUIRES:
/// closing.size() + 4 <= limits.max_bytes.
std::vector<std::string> capped_parts(
    std::string_view text, PartLimits limits, std::string_view closing
);

/// `text` without the characters that XML 1.0 cannot hold (and chat clients cannot show): control
/// characters but tab and line ends, U+FFFE, U+FFFF.
std::string printable(std::string_view text);

/// `text` with the beginnings and ends of that tag ("at", in lower case) made harmless.
std::string without_tags(std::string_view text, std::string_view tag);

/// `text` with "<a" and "</a" made harmless: WeChat shows an anchor in any text as a link, so a
/// citizen's words quoted in a reply could carry one.
std::string without_links(std::string_view text);

}  // namespace huiying::channel
