#include "sheets/xlsx_writer.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <unistd.h>
#include <xlsxwriter.h>

namespace huiying::sheets {
namespace {

constexpr std::size_t kMostBytes = 32'767;  ///< Excel counts characters: never more than bytes
constexpr double kNarrow = 10;
constexpr double kWide = 60;

/// A file that only this process knows, gone at the end.
class TemporaryFile {
  public:
    TemporaryFile()
        : path_((std::filesystem::temp_directory_path() / "huiying-sheet-XXXXXX").string()) {
        const int file = mkstemp(path_.data());
        if (file < 0)
            throw std::runtime_error("no temporary file for a workbook");
        close(file);
    }

    ~TemporaryFile() { std::remove(path_.c_str()); }

    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const char* path() const { return path_.c_str(); }

    [[nodiscard]] std::string bytes() const {
        std::ifstream file(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

  private:
    std::string path_;
};

/// Cut before a character, not inside one.
std::string cut(const std::string& text) {
    if (text.size() <= kMostBytes)
        return text;
    std::size_t size = kMostBytes;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
        --size;
    return text.substr(0, size);
}

/// As wide as its longest line, within reason; a Han character is two wide and three bytes long.
double width_of(const Rows& rows, std::size_t column) {
    std::size_t longest = 0;
    for (const auto& row : rows)
        if (column < row.cells.size())
            longest = std::max(longest, row.cells[column].size() * 2 / 3);
    return std::clamp(static_cast<double>(longest) + 2, kNarrow, kWide);
}

}  // namespace

std::string to_xlsx(const Rows& rows, const std::string& sheet_name) {
    const TemporaryFile file;
    lxw_workbook* const workbook = workbook_new(file.path());
    if (workbook == nullptr)
        throw std::runtime_error("no workbook");
    lxw_worksheet* const sheet = workbook_add_worksheet(workbook, sheet_name.c_str());
    lxw_format* const heading = workbook_add_format(workbook);
    format_set_bold(heading);
    lxw_format* const plain = workbook_add_format(workbook);
    format_set_text_wrap(plain);
    format_set_align(plain, LXW_ALIGN_VERTICAL_TOP);
    const std::size_t columns = rows.empty() ? 0 : rows.front().cells.size();
    for (std::size_t column = 0; column < columns; ++column) {
        const auto at = static_cast<lxw_col_t>(column);
        worksheet_set_column(sheet, at, at, width_of(rows, column), nullptr);
    }
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < rows[row].cells.size(); ++column)
            worksheet_write_string(
                sheet,
                static_cast<lxw_row_t>(row),
                static_cast<lxw_col_t>(column),
                cut(rows[row].cells[column]).c_str(),
                row == 0 ? heading : plain
            );
    worksheet_freeze_panes(sheet, 1, 0);
    if (workbook_close(workbook) != LXW_NO_ERROR)
        throw std::runtime_error("the workbook cannot be written");
    return file.bytes();
}

}  // namespace huiying::sheets
