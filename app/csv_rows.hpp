// Rows of a comma-separated file (RFC 4180): quoted fields with commas, quotes and line ends
// inside, a byte order mark, LF or CRLF. Used by faq_import.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::app {

struct CsvRow {
    std::size_t line = 0;  ///< where it begins, from 1
    std::vector<std::string> fields;
};

/// Empty lines are left out. A quote that is never closed takes the rest of the file.
[[nodiscard]] std::vector<CsvRow> csv_rows(std::string_view text);

}  // namespace huiying::app
