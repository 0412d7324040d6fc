// Files that people bring from spreadsheets and other programs, as the use cases speak of them.
// Used by the use cases that read and write such files, by web and app. Plain values.
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace huiying::desk {

enum class SheetForm { xlsx, csv, json };

/// Why a whole file is not taken, in words.
struct FileTrouble {
    std::string words;
};

/// One line of a file, its fields by their stable names, as written.
using ItemFields = std::map<std::string, std::string, std::less<>>;

struct FileItem {
    std::size_t line = 0;
    ItemFields fields;
};

}  // namespace huiying::desk
