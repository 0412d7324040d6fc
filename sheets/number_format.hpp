// What a number in a workbook stands for. Private to this room. Pure.
#pragma once

#include <string>
#include <string_view>

namespace huiying::sheets {

/// Whether a built-in number format (ECMA-376 part 1, 18.8.30, and the Chinese ones) shows a date.
[[nodiscard]] bool is_date_format(int id);
/// The same of a format written out: "yyyy\-mm\-dd", "yyyy年m月d日".
[[nodiscard]] bool is_date_format(std::string_view code);

/// The epoch of a workbook: day 1 is 1900-01-01, or 1904-01-02.
enum class Epoch { from_1900, from_1904 };

/// "2026-11-26", or with a time of day "2026-11-26 08:30:00".
[[nodiscard]] std::string date_text(double serial, Epoch epoch);

/// A number as people write it: no exponent where it is whole and a workbook keeps all its digits
/// (15); of a longer one the last are lost already, and the exponent says so.
[[nodiscard]] std::string number_text(std::string_view written);

}  // namespace huiying::sheets
