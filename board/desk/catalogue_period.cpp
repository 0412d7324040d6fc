#include "board/desk/catalogue_period.hpp"

#include "board/desk/passed_on_items.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <vector>

namespace huiying::desk {
namespace {

using model::DueKind;
using model::DuePeriod;

constexpr int kMostWorkdays = 250;
constexpr int kMonths = 12;
constexpr int kMonthsOfQuarter = 3;
constexpr int kDays = 31;
constexpr int kBeyond = 10'000;

/// The whole numbers in a text, in order; one that is too long counts as kBeyond.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> numbers;
    bool is_inside = false;
    for (const char symbol : text) {
        const bool is_digit = symbol >= '0' && symbol <= '9';
        if (is_digit && !is_inside)
            numbers.push_back(0);
        if (is_digit)
            numbers.back() = std::min(numbers.back() * 10 + (symbol - '0'), kBeyond);
        is_inside = is_digit;
    }
    return numbers;
}

bool has(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

/// The part before the word that ends a day: "2026-12-31前（一次）" -> "2026-12-31".
std::string_view until_word(std::string_view text, std::string_view word) {
    return text.substr(0, std::min(text.find(word), text.size()));
}

std::optional<DuePeriod> once_in(std::string_view words) {
    const auto at =
        parse_written_time(text::trim(until_word(words, "前")), std::chrono::seconds{0});
    if (!at)
        return std::nullopt;
    return DuePeriod{.kind = DueKind::once, .date = model::to_iso(model::local_date(*at))};
}

bool is_in(int number, int least, int most) {
    return number >= least && number <= most;
}

}  // namespace

std::string period_words(const DuePeriod& period) {
    switch (period.kind) {
        case DueKind::event:
            return std::to_string(period.workdays) + "个工作日内";
        case DueKind::monthly:
            return "每月" + std::to_string(period.day) + "日前";
        case DueKind::quarterly:
            return "每季度第" + std::to_string(period.month) + "个月" + std::to_string(period.day) +
                   "日前";
        case DueKind::yearly:
            return "每年" + std::to_string(period.month) + "月" + std::to_string(period.day) +
                   "日前";
        case DueKind::once:
            break;
    }
    return period.date + "前（一次）";
}

std::optional<DuePeriod> period_in(std::string_view written) {
    const auto normal = text::normalise(std::string(written));
    const std::string_view words = text::trim(normal);
    const auto numbers = numbers_in(words);
    const auto count = numbers.size();
    if (has(words, "工作日") && count == 1)
        return DuePeriod{.kind = DueKind::event, .workdays = numbers[0]};
    if (has(words, "季") && (count == 1 || count == 2))
        return DuePeriod{
            .kind = DueKind::quarterly,
            .month = count == 2 ? numbers[0] : 1,
            .day = numbers.back()};
    if ((has(words, "每年") || has(words, "年度")) && count == 2)
        return DuePeriod{.kind = DueKind::yearly, .month = numbers[0], .day = numbers[1]};
    if ((has(words, "每月") || has(words, "月度")) && count == 1)
        return DuePeriod{.kind = DueKind::monthly, .day = numbers[0]};
    return once_in(words);
}

std::optional<std::string> wrong_period(const DuePeriod& period) {
    if (period.kind == DueKind::event && !is_in(period.workdays, 1, kMostWorkdays))
        return "工作日数须在 1 到 " + std::to_string(kMostWorkdays) + " 之间";
    if (period.kind == DueKind::once && !model::parse_iso_date(period.date))
        return "日期应为 2026-01-31 的形式";
    if (period.kind == DueKind::event || period.kind == DueKind::once)
        return std::nullopt;
    if (!is_in(period.day, 1, kDays))
        return "日须在 1 到 31 之间（31 指当月最后一天）";
    if (period.kind == DueKind::quarterly && !is_in(period.month, 1, kMonthsOfQuarter))
        return "季度的第几个月须在 1 到 3 之间";
    if (period.kind == DueKind::yearly && !is_in(period.month, 1, kMonths))
        return "月份须在 1 到 12 之间";
    return std::nullopt;
}

}  // namespace huiying::desk
