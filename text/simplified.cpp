#include "text/simplified.hpp"

#include <cstdint>
#include <memory>
#include <opencc.h>
#include <stdexcept>
#include <unicode/utf8.h>
#include <vector>

namespace huiying::text {

namespace {

constexpr UChar32 kFirst = 0x3400;
constexpr UChar32 kEnd = 0xA000;  // behind the last symbol of the basic plane's two Han blocks

std::string encoded(UChar32 code_point) {
    std::string bytes(U8_MAX_LENGTH, '\0');
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, code_point);
    bytes.resize(static_cast<std::size_t>(length));
    return bytes;
}

UChar32 decoded(const char* bytes) {
    UChar32 code_point = 0;
    std::int32_t at = 0;
    U8_NEXT_UNSAFE(bytes, at, code_point);
    return code_point;
}

/// What each symbol becomes. OpenCC would segment whole texts by phrases: of no use for a search.
std::vector<UChar32> make_table() {
    const auto close = [](void* handle) {
        if (reinterpret_cast<std::intptr_t>(handle) != -1)
            opencc_close(handle);
    };
    const std::unique_ptr<void, decltype(close)> converter(opencc_open("t2s.json"), close);
    if (reinterpret_cast<std::intptr_t>(converter.get()) == -1)
        throw std::runtime_error(std::string("OpenCC t2s: ") + opencc_error());
    std::vector<UChar32> table;
    table.reserve(kEnd - kFirst);
    for (UChar32 code_point = kFirst; code_point < kEnd; ++code_point) {
        const auto bytes = encoded(code_point);
        auto* const simple = opencc_convert_utf8(converter.get(), bytes.data(), bytes.size());
        table.push_back(simple == nullptr ? code_point : decoded(simple));
        opencc_convert_utf8_free(simple);
    }
    return table;
}

const std::vector<UChar32>& table() {
    static const auto kTable = make_table();
    return kTable;
}

UChar32 simple_form_of(UChar32 code_point, const std::vector<UChar32>& simple) {
    const bool is_han = code_point >= kFirst && code_point < kEnd;
    return is_han ? simple[static_cast<std::size_t>(code_point - kFirst)] : code_point;
}

}  // namespace

// The macros count as branches of ours. NOLINTNEXTLINE(readability-function-cognitive-complexity)
std::string simplified(std::string_view text) {
    const auto& simple = table();
    std::string kept;
    kept.reserve(text.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, text.size(), code_point);
        const auto becomes = simple_form_of(code_point, simple);
        if (becomes == code_point)
            kept += text.substr(begin, at - begin);
        else
            kept += encoded(becomes);
    }
    return kept;
}

}  // namespace huiying::text
