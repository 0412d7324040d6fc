#include "board/model/instant.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace huiying::model {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::seconds;

/// Reads exactly `width` ASCII digits at `text`; -1 when they are not.
int digits(std::string_view text, std::size_t at, std::size_t width) {
    if (at + width > text.size())
        return -1;
    int value = 0;
    for (std::size_t i = at; i < at + width; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// Fraction ".123" at `at` in milliseconds; moves `at` behind it. nullopt when there is a dot
/// without a digit.
std::optional<std::chrono::milliseconds> fraction(std::string_view text, std::size_t& at) {
    if (at >= text.size() || text[at] != '.')
        return std::chrono::milliseconds{0};
    int value = 0;
    int scale = 100;
    const std::size_t first = ++at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        value += (text[at] - '0') * scale;
        scale /= 10;
    }
    if (at == first)
        return std::nullopt;
    return std::chrono::milliseconds{value};
}

/// "Z" or "+hh:mm" from `at` to the end, as minutes east of UTC.
std::optional<std::chrono::minutes> zone(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    if (rest == "Z" || rest == "z")
        return std::chrono::minutes{0};
    const int hours = digits(rest, 1, 2);
    const int minutes = digits(rest, 4, 2);
    if (rest.size() != 6 || rest[3] != ':' || hours < 0 || hours > 23 || minutes < 0 ||
        minutes > 59)
        return std::nullopt;
    const std::chrono::minutes offset{hours * 60 + minutes};
    if (rest[0] == '+')
        return offset;
    return rest[0] == '-' ? std::optional(-offset) : std::nullopt;
}

std::string two(unsigned value) {
    return value < 10 ? "0" + std::to_string(value) : std::to_string(value);
}

}  // namespace

Date local_date(Instant instant) {
    return Date{floor<days>(instant + kTownOffset)};
}

std::chrono::seconds local_time_of_day(Instant instant) {
    const auto local = instant + kTownOffset;
    return floor<seconds>(local - floor<days>(local));
}

Instant at_local(Date date, std::chrono::seconds since_midnight) {
    return Instant{std::chrono::sys_days{date}} + since_midnight - kTownOffset;
}

std::string to_rfc3339(Instant instant) {
    const auto time = local_time_of_day(instant).count();
    std::array<char, 16> clock{};
    std::snprintf(
        clock.data(),
        clock.size(),
        "T%02d:%02d:%02d",
        static_cast<int>(time / 3600),
        static_cast<int>(time / 60 % 60),
        static_cast<int>(time % 60)
    );
    return to_iso(local_date(instant)) + clock.data() + "+08:00";
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
    const auto date = parse_iso_date(text.substr(0, 10));
    if (!date || text.size() < 20 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') ||
        text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return std::nullopt;
    std::size_t at = 19;
    const auto milliseconds = fraction(text, at);
    const auto offset = milliseconds ? zone(text, at) : std::nullopt;
    if (!offset)
        return std::nullopt;
    return Instant{std::chrono::sys_days{*date}} + std::chrono::hours{hour} +
           std::chrono::minutes{minute} + seconds{second} + *milliseconds - *offset;
}

std::string to_iso(Date date) {
    std::array<char, 32> text{};
    std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02u-%02u",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day())
    );
    return text.data();
}

std::optional<Date> parse_iso_date(std::string_view text) {
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || year < 0 || month < 0 || day < 0)
        return std::nullopt;
    const Date date{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::string to_chinese(Instant instant, Instant reference) {
    static constexpr std::array<std::string_view, 7> kWeekdays{
        "日", "一", "二", "三", "四", "五", "六"};
    const Date date = local_date(instant);
    const auto time = static_cast<unsigned>(local_time_of_day(instant).count());
    std::string text;
    if (date.year() != local_date(reference).year())
        text = std::to_string(static_cast<int>(date.year())) + "年";
    text += std::to_string(static_cast<unsigned>(date.month())) + "月" +
            std::to_string(static_cast<unsigned>(date.day())) + "日（周";
    text += kWeekdays[std::chrono::weekday{std::chrono::sys_days{date}}.c_encoding()];
    return text + "）" + two(time / 3600) + ":" + two(time / 60 % 60);
}

Instant SystemClock::now() const {
    return floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace huiying::model
