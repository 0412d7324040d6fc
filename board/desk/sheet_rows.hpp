// Rows of files that people bring: which form a file has, and which of our fields a heading means.
// Private to this room. Pure, safe from any thread.
#pragma once

#include "board/desk/sheet_file.hpp"
#include "sheets/table.hpp"

#include <string_view>
#include <variant>
#include <vector>

namespace huiying::desk {

struct SheetFile {
    SheetForm form = SheetForm::csv;
    sheets::Rows rows;
};

/// A CSV (UTF-8 or GB 18030), XLSX or JSON file; which of the three its bytes say.
[[nodiscard]] std::variant<SheetFile, FileTrouble> rows_of_file(std::string_view bytes);

/// The rows as such a file, the heading first.
[[nodiscard]] std::string file_of_rows(
    SheetForm form, const sheets::Rows& rows, const std::string& sheet_name
);

/// A field that a column may hold: its stable name, what a person calls it, and other names in
/// files' headings.
struct SheetColumn {
    std::string_view name;
    std::string_view title;
    std::vector<std::string_view> headings;
};

/// Stable names by heading, where somebody says so.
using ColumnNames = std::map<std::string, std::string, std::less<>>;

/// The stable name of a heading; "" where nobody knows it.
[[nodiscard]] std::string column_of(
    const std::vector<SheetColumn>& columns, const std::string& heading, const ColumnNames& own
);

}  // namespace huiying::desk
