#include "text/disguise.hpp"

#include "text/encoding.hpp"
#include "text/simplified.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace huiying::text {

namespace {

constexpr char32_t kLastHan = 0x9FFF;
constexpr auto kMarks =
    std::to_array<char32_t>({U'。', U'?', U'!', U';', U'\n', U'…', U',', U'、'});
// Said alone before a clause; the comma after it cuts no word in two.
constexpr std::u32string_view kInterjections = U"哎唉啊喂嗯哦噢好是对诶咦哈呵嗨";

bool is_mark(char32_t one) {
    return std::find(kMarks.begin(), kMarks.end(), one) != kMarks.end();
}

bool is_han(char32_t one) {
    return (one >= 0x3400 && one <= kLastHan) || (one >= 0xF900 && one <= 0xFAFF) ||
           (one >= 0x20000 && one <= 0x3FFFF);
}

// The macro counts as branches of ours. NOLINTNEXTLINE(readability-function-cognitive-complexity)
std::u32string code_points(std::string_view text) {
    std::u32string points;
    points.reserve(text.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 one = 0;
        U8_NEXT_OR_FFFD(bytes, at, length, one);
        points.push_back(static_cast<char32_t>(one));
    }
    return points;
}

std::string utf8_of(const std::u32string& points) {
    std::string bytes;
    bytes.reserve(points.size() * 3);
    for (const auto one : points) {
        std::array<std::uint8_t, U8_MAX_LENGTH> buffer{};
        std::int32_t length = 0;
        U8_APPEND_UNSAFE(buffer.data(), length, static_cast<UChar32>(one));
        bytes.append(
            reinterpret_cast<const char*>(buffer.data()), static_cast<std::size_t>(length)
        );
    }
    return bytes;
}

bool is_digit_at(const std::u32string& text, std::size_t at) {
    return at < text.size() && u_isdigit(static_cast<UChar32>(text[at])) != 0;
}

/// Han symbols, marks, and the point within a number.
bool is_kept_as_it_is(const std::u32string& text, std::size_t at) {
    const auto one = text[at];
    if (is_han(one) || is_mark(one))
        return true;
    return one == U'.' && at > 0 && is_digit_at(text, at - 1) && is_digit_at(text, at + 1);
}

/// Letters, digits and marks; a space only between two words of letters.
std::u32string without_symbols(const std::u32string& text) {
    std::u32string kept;
    kept.reserve(text.size());
    bool space = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto one = text[at];
        if (text.compare(at, 3, U"...") == 0) {
            kept.push_back(U'…');
            while (at + 1 < text.size() && text[at + 1] == U'.')
                ++at;
        } else if (is_kept_as_it_is(text, at)) {
            kept.push_back(one);
        } else if (u_isalnum(static_cast<UChar32>(one)) != 0) {
            if (space && !kept.empty() && !is_han(kept.back()) && !is_mark(kept.back()))
                kept.push_back(U' ');
            kept.push_back(one);
        } else {
            space = space || u_isspace(static_cast<UChar32>(one)) != 0;
            continue;
        }
        space = false;
    }
    return kept;
}

bool stands_alone(const std::u32string& text, std::size_t begin, std::size_t end) {
    return end == begin + 1 && is_han(text[begin]) &&
           kInterjections.find(text[begin]) == std::u32string_view::npos;
}

/// Marks that cut a single character off go.
std::u32string without_cuts(const std::u32string& text) {
    std::u32string kept;
    kept.reserve(text.size());
    std::size_t begin = 0;  // of the segment before the mark
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_mark(text[at])) {
            kept.push_back(text[at]);
            continue;
        }
        std::size_t next = at + 1;
        while (next < text.size() && !is_mark(text[next]))
            ++next;
        const bool between_han =
            at > begin && is_han(text[at - 1]) && at + 1 < text.size() && is_han(text[at + 1]);
        const bool cuts = between_han && (stands_alone(text, begin, at) ||
                                          (next < text.size() && stands_alone(text, at + 1, next)));
        if (!cuts)
            kept.push_back(text[at]);
        begin = at + 1;
    }
    return kept;
}

}  // namespace

std::string without_disguise(std::string_view normalised) {
    return utf8_of(without_cuts(without_symbols(code_points(simplified(normalised)))));
}

std::string plain_form(std::string_view text) {
    return without_disguise(normalise(text));
}

}  // namespace huiying::text
