#include "app/clock_words.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace huiying::app {
namespace {

/// Two digits; -1 when they are not.
int two_digits(std::string_view text) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool good = text.size() == 2 && error == std::errc{} && end == text.data() + 2;
    return good ? value : -1;
}

/// "09:30", "24:00".
std::optional<std::chrono::minutes> parse_minute(std::string_view text) {
    if (text.size() != 5 || text[2] != ':')
        return std::nullopt;
    const int hours = two_digits(text.substr(0, 2));
    const int minutes = two_digits(text.substr(3));
    const bool is_midnight = hours == 24 && minutes == 0;
    if (hours < 0 || minutes < 0 || minutes > 59 || (hours > 23 && !is_midnight))
        return std::nullopt;
    return std::chrono::minutes{hours * 60 + minutes};
}

std::string minute_text(std::chrono::minutes time) {
    std::array<char, 16> text{};
    const auto minutes = static_cast<int>(time.count());
    std::snprintf(text.data(), text.size(), "%02d:%02d", minutes / 60, minutes % 60);
    return text.data();
}

}  // namespace

std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text) {
    if (text.size() != 8 || text[5] != ':')
        return std::nullopt;
    const auto minute = parse_minute(text.substr(0, 5));
    const int second = two_digits(text.substr(6));
    if (!minute || *minute == std::chrono::hours{24} || second < 0 || second > 59)
        return std::nullopt;
    return *minute + std::chrono::seconds{second};
}

std::string to_time_of_day(std::chrono::seconds time) {
    std::array<char, 16> text{};
    const auto seconds = static_cast<int>(time.count());
    std::snprintf(
        text.data(), text.size(), "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60
    );
    return text.data();
}

std::optional<model::Instant> parse_moment(std::string_view text) {
    if (const auto zoned = model::parse_rfc3339(text))
        return zoned;
    static constexpr std::size_t kToMinutes = 16;
    std::string local(text);
    if (local.size() == kToMinutes)
        local += ":00";
    return model::parse_rfc3339(local + "+08:00");
}

std::optional<sla::Span> parse_span(std::string_view text) {
    if (text.size() != 11 || text[5] != '-')
        return std::nullopt;
    const auto from = parse_minute(text.substr(0, 5));
    const auto to = parse_minute(text.substr(6));
    if (!from || !to)
        return std::nullopt;
    return sla::Span{*from, *to};
}

std::string to_text(const sla::Span& span) {
    return minute_text(span.from) + "-" + minute_text(span.to);
}

std::optional<sla::Pause> parse_pause(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto from = parse_moment(text.substr(0, slash));
    const auto to = parse_moment(text.substr(slash + 1));
    const bool lasts = slash + 1 == text.size();
    if (!from || (!to && !lasts))
        return std::nullopt;
    return sla::Pause{*from, to};
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return parts;
}

}  // namespace huiying::app
