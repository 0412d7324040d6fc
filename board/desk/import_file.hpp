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

/// Stable names of fields by the headings of one file, where somebody says so; "" leaves a column
/// out.
using HeadingMap = std::map<std::string, std::string, std::less<>>;

struct ImportFile {
    std::vector<FileItem> lines;
    std::vector<std::string> ignored;  ///< headings that name no field
};

/// A field that a column may be.
struct ImportField {
    std::string name;
    std::string title;
    bool is_needed = false;
};

[[nodiscard]] std::vector<ImportField> import_fields(ImportOf kind);

struct ImportColumn {
    std::string heading;
    std::string field;    ///< stable name; empty: not used
    std::string example;  ///< what stands in the first line
};

/// As what the columns of a file are taken, also where its lines cannot be read by that; `trouble`
/// says why, empty: they can.
struct ImportLayout {
    std::vector<ImportColumn> columns;
    std::string trouble;
};

[[nodiscard]] std::variant<ImportLayout, FileTrouble> read_import_layout(
    ImportOf kind, std::string_view bytes, const HeadingMap& own
);

/// A CSV (UTF-8 or GB 18030), XLSX or JSON file. Trouble: not readable, no line, a needed column
/// is missing, two columns are the same field, a heading is mapped to a field that is none.
[[nodiscard]] std::variant<ImportFile, FileTrouble> read_import_file(
    ImportOf kind, std::string_view bytes, const HeadingMap& own
);

/// "code（代码）、name（名称）": what a file may have.
[[nodiscard]] std::string columns_of(ImportOf kind);

}  // namespace huiying::desk
