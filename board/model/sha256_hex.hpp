// By what bytes are known again: a file by what it holds, an approval by the text that is sent, an
// imported line by what it says, a row of the audit by itself and the one before. Pure.
#pragma once

#include <string>
#include <string_view>

namespace huiying::model {

/// SHA-256, 64 characters of lower-case hexadecimal.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace huiying::model
