#include "board/web/asked_time.hpp"

#include <string>

namespace huiying::web {
namespace {

constexpr int kFirstYear = 2000;
constexpr int kLastYear = 2199;
constexpr std::size_t kToMinutes = 16;  // "2026-11-23T09:30"

}  // namespace

std::optional<model::Instant> parse_asked_time(std::string_view text) {
    std::string full(text);
    // In an address a plus sign that was not escaped is a space.
    if (full.size() > kToMinutes)
        if (const auto space = full.find(' ', kToMinutes); space != std::string::npos)
            full[space] = '+';
    if (full.size() == kToMinutes)
        full += ":00";
    if (full.size() == kToMinutes + 3)
        full += "+08:00";
    const auto instant = model::parse_rfc3339(full);
    if (!instant)
        return std::nullopt;
    const int year = static_cast<int>(model::local_date(*instant).year());
    return year >= kFirstYear && year <= kLastYear ? instant : std::nullopt;
}

}  // namespace huiying::web
