#include "sheets/number_format.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace huiying::sheets {
namespace {

constexpr double kLastDay = 2'958'465;  ///< 9999-12-31
constexpr double kMostWholeDigits = 1e15;
constexpr long long kDaySeconds = 86'400;

}  // namespace

bool is_date_format(int id) {
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

bool is_date_format(std::string_view code) {
    bool is_quoted = false;
    bool is_bracketed = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char symbol = code[i];
        if (symbol == '\\')
            ++i;
        else if (symbol == '"')
            is_quoted = !is_quoted;
        else if (symbol == '[' || symbol == ']')
            is_bracketed = symbol == '[';
        else if (!is_quoted && !is_bracketed && std::string_view("yYmMdDhH").find(symbol) != std::string_view::npos)
            return true;
    }
    return false;
}

std::string date_text(double serial, Epoch epoch) {
    if (!(serial >= 0) || serial > kLastDay)
        return {};
    const auto seconds = std::llround(serial * static_cast<double>(kDaySeconds));
    const std::chrono::year_month_day first = epoch == Epoch::from_1904
                                                  ? std::chrono::year{1904} / 1 / 1
                                                  : std::chrono::year{1899} / 12 / 30;
    const std::chrono::year_month_day day{
        std::chrono::sys_days{first} + std::chrono::days{seconds / kDaySeconds}};
    const auto of_day = seconds % kDaySeconds;
    std::array<char, 32> text{};
    const int date_size = std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02u-%02u",
        static_cast<int>(day.year()),
        static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day())
    );
    std::string written(text.data(), static_cast<std::size_t>(date_size));
    if (of_day == 0)
        return written;
    const int time_size = std::snprintf(
        text.data(),
        text.size(),
        " %02lld:%02lld:%02lld",
        of_day / 3600,
        of_day / 60 % 60,
        of_day % 60
    );
    return written.append(text.data(), static_cast<std::size_t>(time_size));
}

std::string number_text(std::string_view written) {
    double number = 0;
    const auto read = std::from_chars(written.data(), written.data() + written.size(), number);
    const bool is_whole = read.ec == std::errc{} && read.ptr == written.data() + written.size() &&
                          number == std::floor(number);
    if (!is_whole)
        return std::string(written);
    if (std::fabs(number) < kMostWholeDigits)
        return std::to_string(static_cast<long long>(number));
    std::array<char, 40> text{};
    const int size = std::snprintf(text.data(), text.size(), "%.14E", number);
    return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace huiying::sheets
