// Files of what a town has already, besides its FAQ: units, people, past matters. Their columns,
// and a line's fields. Used by town_import and app. Pure.
#pragma once

#include "board/desk/sheet_file.hpp"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace huiying::desk {

enum class ImportOf { units, people, tickets };

/// Stable names of fields by the headings of one file, where somebody says so.
using HeadingMap = std::map<std::string, std::string, std::less<>>;

struct ImportFile {
    std::vector<FileItem> lines;
    std::vector<std::string> ignored;  ///< headings that name no field
};

/// A CSV (UTF-8 or GB 18030), XLSX or JSON file. Trouble: not readable, no line, a needed column
/// is missing, a heading is mapped to a field that is none.
[[nodiscard]] std::variant<ImportFile, FileTrouble> read_import_file(
    ImportOf kind, std::string_view bytes, const HeadingMap& own
);

/// "code（代码）、name（名称）": what a file may have.
[[nodiscard]] std::string columns_of(ImportOf kind);

}  // namespace huiying::desk
