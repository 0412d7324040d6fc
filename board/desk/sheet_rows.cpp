#include "board/desk/sheet_rows.hpp"

#include "sheets/csv.hpp"
#include "sheets/json_rows.hpp"
#include "sheets/xlsx_reader.hpp"
#include "sheets/xlsx_writer.hpp"
#include "text/encoding.hpp"
#include "text/gb18030.hpp"

#include <algorithm>

namespace huiying::desk {
namespace {

constexpr std::size_t kLooked = 200;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

SheetForm form_of(std::string_view bytes) {
    const auto start = text::trim(bytes.substr(0, kLooked));
    if (bytes.starts_with("PK"))
        return SheetForm::xlsx;
    return start.starts_with('[') || start.starts_with('{') ? SheetForm::json : SheetForm::csv;
}

std::variant<sheets::Rows, sheets::Fault> csv_in_any_writing(std::string_view bytes) {
    if (text::is_valid_text(bytes))
        return sheets::csv_rows(bytes);
    if (const auto utf8 = text::from_gb18030(bytes); utf8 && text::is_valid_text(*utf8))
        return sheets::csv_rows(*utf8);
    return sheets::Fault::not_readable;
}

std::variant<sheets::Rows, sheets::Fault> read(SheetForm form, std::string_view bytes) {
    if (form == SheetForm::xlsx)
        return sheets::xlsx_rows(bytes);
    return form == SheetForm::json ? sheets::json_rows(bytes) : csv_in_any_writing(bytes);
}

}  // namespace

std::variant<SheetFile, FileTrouble> rows_of_file(std::string_view bytes) {
    if (bytes.starts_with(kByteOrderMark))
        bytes.remove_prefix(kByteOrderMark.size());
    const auto form = form_of(bytes);
    auto rows = read(form, bytes);
    if (auto* const found = std::get_if<sheets::Rows>(&rows))
        return SheetFile{form, std::move(*found)};
    return FileTrouble{
        std::get<sheets::Fault>(rows) == sheets::Fault::too_big
            ? "文件过大：最多2万行、200列"
            : "文件读不出来：要 CSV（UTF-8 或 GB 18030）、XLSX 或 JSON"};
}

std::string file_of_rows(SheetForm form, const sheets::Rows& rows, const std::string& sheet_name) {
    if (form == SheetForm::xlsx)
        return sheets::to_xlsx(rows, sheet_name);
    return form == SheetForm::json ? sheets::to_json(rows) : sheets::to_csv(rows);
}

std::string column_of(
    const std::vector<SheetColumn>& columns, const std::string& heading, const ColumnNames& own
) {
    if (const auto found = own.find(heading); found != own.end())
        return found->second;
    for (const auto& column : columns) {
        const auto& known = column.headings;
        if (heading == column.name || heading == column.title ||
            std::find(known.begin(), known.end(), heading) != known.end())
            return std::string(column.name);
    }
    return {};
}

}  // namespace huiying::desk
