// A table as an Excel workbook of one sheet, every cell a text: nothing of it is a formula. Safe
// from any thread.
#pragma once

#include "sheets/table.hpp"

#include <string>

namespace huiying::sheets {

/// The first row is a heading that stays in view. Texts beyond Excel's 32,767 characters are cut.
/// Throws std::runtime_error where no temporary file can be written.
[[nodiscard]] std::string to_xlsx(const Rows& rows, const std::string& sheet_name);

}  // namespace huiying::sheets
