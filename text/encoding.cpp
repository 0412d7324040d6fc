#include "text/encoding.hpp"

#include <cstdint>
#include <simdjson.h>
#include <stdexcept>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace huiying::text {

namespace {

constexpr std::string_view kEllipsis = "…";

/// Reads the code point at `at` and moves behind it; negative for an invalid byte.
UChar32 next_code_point(std::string_view text, std::size_t& at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 code_point = 0;
    U8_NEXT(bytes, at, text.size(), code_point);
    return code_point;
}

/// Reads the code point that ends before `at` and moves to its start; negative for an invalid byte.
UChar32 previous_code_point(std::string_view text, std::size_t& at) {
    const std::size_t from = at < U8_MAX_LENGTH ? 0 : at - U8_MAX_LENGTH;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data()) + from;
    auto index = static_cast<std::int32_t>(at - from);
    UChar32 code_point = 0;
    U8_PREV(bytes, 0, index, code_point);
    at = from + static_cast<std::size_t>(index);
    return code_point;
}

/// Joiners, variation selectors, skin tones and combining marks change the symbol before them.
bool extends_previous(UChar32 code_point) {
    if (code_point < 0x300)
        return false;
    if (code_point == 0x200D || (code_point >= 0xFE00 && code_point <= 0xFE0F) ||
        (code_point >= 0x1F3FB && code_point <= 0x1F3FF) ||
        (code_point >= 0xE0020 && code_point <= 0xE01EF))
        return true;
    const auto type = u_charType(code_point);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
           type == U_COMBINING_SPACING_MARK;
}

const icu::Normalizer2& normalizer() {
    static const icu::Normalizer2* const kInstance = [] {
        UErrorCode status = U_ZERO_ERROR;
        const auto* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
        if (U_FAILURE(status))
            throw std::runtime_error(std::string("ICU normaliser: ") + u_errorName(status));
        return found;
    }();
    return *kInstance;
}

bool is_space(UChar32 code_point) {
    return u_isUWhiteSpace(code_point) || code_point == 0x200B || code_point == 0xFEFF;
}

}  // namespace

bool is_valid_text(std::string_view bytes) {
    return bytes.find('\0') == std::string_view::npos &&
           simdjson::validate_utf8(bytes.data(), bytes.size());
}

std::size_t code_point_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        next_code_point(text, at);
    return count;
}

std::string_view truncate(std::string_view text, std::size_t max_code_points) {
    std::size_t at = 0;
    std::size_t whole = 0;  // end of the last symbol known to be complete
    bool joined = false;
    for (std::size_t count = 0; at < text.size(); ++count) {
        const std::size_t start = at;
        const auto code_point = next_code_point(text, at);
        if (!joined && !extends_previous(code_point))
            whole = start;
        if (count == max_code_points) {
            // One symbol longer than the limit is cut all the same.
            return text.substr(0, whole > 0 ? whole : start);
        }
        joined = code_point == 0x200D;
    }
    return text;
}

std::string_view truncate_bytes(std::string_view text, std::size_t max_bytes) {
    if (text.size() <= max_bytes)
        return text;
    std::size_t end = max_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

std::string shorten(std::string_view text, std::size_t max_code_points) {
    if (max_code_points == 0)
        return {};
    if (truncate(text, max_code_points).size() == text.size())
        return std::string(text);
    return std::string(truncate(text, max_code_points - 1)).append(kEllipsis);
}

std::string normalise(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    icu::StringByteSink<std::string> sink(&folded);
    UErrorCode status = U_ZERO_ERROR;
    normalizer().normalizeUTF8(
        0,
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())),
        sink,
        nullptr,
        status
    );
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU normalise: ") + u_errorName(status));
    return folded;
}

std::string_view trim(std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size() && is_space(next_code_point(text, at));)
        begin = at;
    std::size_t end = text.size();
    for (std::size_t at = end; at > begin && is_space(previous_code_point(text, at));)
        end = at;
    return text.substr(begin, end - begin);
}

}  // namespace huiying::text
