// Texts in GB 18030, as spreadsheet programs in China still write CSV files. Done by ICU. Pure,
// safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace huiying::text {

/// In UTF-8; nullopt where the bytes are none.
[[nodiscard]] std::optional<std::string> from_gb18030(std::string_view bytes);

}  // namespace huiying::text
