// Comma-separated files (RFC 4180): quoted fields with commas, quotes and line ends inside, a byte
// order mark, LF or CRLF. Pure, safe from any thread.
#pragma once

#include "sheets/table.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace huiying::sheets {

/// Empty lines are left out. A quote that is never closed takes the rest of the file. The
/// apostrophe that to_csv() puts in front of a formula is taken off. `text` is UTF-8 already.
/// Fault: too_big.
[[nodiscard]] std::variant<Rows, Fault> csv_rows(std::string_view text);

/// With a byte order mark and CRLF, as Excel reads it. A cell that a spreadsheet would take for a
/// formula gets an apostrophe in front.
[[nodiscard]] std::string to_csv(const Rows& rows);

}  // namespace huiying::sheets
