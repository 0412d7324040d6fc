// The first sheet of an Excel workbook (ECMA-376, .xlsx) as texts. A file from outside: what it
// unpacks to is bounded before it is unpacked. Pure, safe from any thread.
#pragma once

#include "sheets/table.hpp"

#include <string_view>
#include <variant>

namespace huiying::sheets {

/// Dates become "2026-11-26" or "2026-11-26 08:30:00", whole numbers lose no digit, formulas give
/// the value that was saved. Empty rows are left out.
[[nodiscard]] std::variant<Rows, Fault> xlsx_rows(std::string_view bytes);

}  // namespace huiying::sheets
