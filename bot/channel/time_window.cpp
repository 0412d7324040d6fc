#include "bot/channel/time_window.hpp"

#include <charconv>

namespace huiying::channel {
namespace {

constexpr std::size_t kMaxDigits = 12;
constexpr std::int64_t kMaxSkew = 86400;

}  // namespace

Checked<std::int64_t> parse_seconds(std::string_view digits) {
    if (digits.empty() || digits.size() > kMaxDigits)
        return Fault::bad_timestamp;
    std::int64_t seconds = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return Fault::bad_timestamp;
        seconds = seconds * 10 + (c - '0');
    }
    return seconds;
}

Checked<std::int64_t> check_window(
    std::int64_t seconds, model::Instant now, std::chrono::seconds skew
) {
    const auto now_seconds =
        std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    if (seconds < now_seconds - skew.count())
        return Fault::stale_timestamp;
    if (seconds > now_seconds + skew.count())
        return Fault::future_timestamp;
    return seconds;
}

std::chrono::seconds skew_of(const model::ChannelAccount& account) {
    const std::string text = account.setting("max_skew_s");
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (!whole || seconds < 1 || seconds > kMaxSkew)
        return kDefaultSkew;
    return std::chrono::seconds{seconds};
}

}  // namespace huiying::channel
