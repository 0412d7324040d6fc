#include "text/gb18030.hpp"

#include <memory>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>

namespace huiying::text {
namespace {

struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

}  // namespace

std::optional<std::string> from_gb18030(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, Close> converter(ucnv_open("GB18030", &status));
    if (U_FAILURE(status) != 0)
        return std::nullopt;
    // Else what is no symbol becomes a question mark.
    ucnv_setToUCallBack(
        converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status
    );
    const icu::UnicodeString text(
        bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(), status
    );
    if (U_FAILURE(status) != 0)
        return std::nullopt;
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

}  // namespace huiying::text
