#include "board/web/page_text.hpp"

#include "text/encoding.hpp"

#include <array>
#include <vector>

namespace huiying::web {
namespace {

using templates::Value;

constexpr std::size_t kTimeOfDay = 5;  // length of "17:00"
constexpr std::chrono::minutes kLastMinute{23 * 60 + 59};
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Length of the character at the front; 0 when the bytes there are none (Unicode 15 table 3-7).
std::size_t character_length(std::string_view text) {
    const auto at = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const unsigned first = at(0);
    const unsigned second = at(1);
    if (first == 0)
        return 0;
    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4 || (second & 0xC0U) != 0x80U)
        return 0;
    if (first < 0xE0)
        return 2;
    const bool is_overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool is_outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    if (is_overlong || is_outside || (at(2) & 0xC0U) != 0x80U)
        return 0;
    if (first < 0xF0)
        return 3;
    return (at(3) & 0xC0U) == 0x80U ? 4 : 0;
}

/// Removes leading digits, Chinese or Arabic; true when there was one.
bool skip_count(std::string_view& line) {
    static constexpr std::array<std::string_view, 20> kDigits{
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
        "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9"};
    const auto before = line.size();
    for (bool found = true; found;) {
        found = false;
        for (const auto digit : kDigits)
            if (line.starts_with(digit)) {
                line.remove_prefix(digit.size());
                found = true;
            }
    }
    return line.size() < before;
}

/// "一、…", "1. …", "（二）…": a line of an enumeration.
bool is_counted(std::string_view line) {
    for (const std::string_view open : {"（", "("})
        if (line.starts_with(open)) {
            line.remove_prefix(open.size());
            return skip_count(line) && (line.starts_with("）") || line.starts_with(")"));
        }
    if (!skip_count(line))
        return false;
    // "1.5公里" is a measure.
    if (line.starts_with(".") || line.starts_with("．"))
        return line.size() > 1 && !(line[1] >= '0' && line[1] <= '9');
    return line.starts_with("、") || line.starts_with("）") || line.starts_with(")");
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text::trim(text.substr(0, end));
        if (!line.empty())
            lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool is_same_day(model::Instant a, model::Instant b) {
    return model::local_date(a) == model::local_date(b);
}

}  // namespace

std::string readable(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const auto length = character_length(bytes);
        text += length > 0 ? bytes.substr(0, length) : kReplacement;
        bytes.remove_prefix(length > 0 ? length : 1);
    }
    return text;
}

std::string unix_lines(std::string_view text) {
    std::string lines;
    lines.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n')
            lines += text[i];
    return lines;
}

bool is_blank(std::string_view text) {
    return text::trim(text).empty();
}

std::string excerpt(std::string_view text, std::size_t characters) {
    std::string line;
    std::size_t count = 0;
    for (const auto part : lines_of(text)) {
        if (!line.empty() && count < characters)
            line += ' ';
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (!is_continuation(part[i]) && ++count > characters)
                return line + "…";
            line += part[i];
        }
    }
    return line;
}

std::string percent_encode(std::string_view text) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    static constexpr std::string_view kPlain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (kPlain.find(c) != std::string_view::npos)
            encoded += c;
        else
            encoded.append({'%', kHex[byte >> 4U], kHex[byte & 0x0FU]});
    }
    return encoded;
}

Value prose(std::string_view text) {
    Value::List blocks;
    Value::List counted;
    const auto end_list = [&] {
        if (!counted.empty())
            blocks.push_back(Value{{"plain", ""}, {"has_list", true}, {"list", std::move(counted)}}
            );
        counted = {};
    };
    for (const auto line : lines_of(text)) {
        if (is_counted(line)) {
            counted.push_back(Value{{"line", line}});
            continue;
        }
        end_list();
        blocks.push_back(Value{{"plain", line}, {"has_list", false}, {"list", Value::List{}}});
    }
    end_list();
    return Value{{"blocks", std::move(blocks)}};
}

std::string day_words(model::Instant instant, model::Instant reference) {
    auto words = model::to_chinese(instant, reference);
    words.resize(words.size() - kTimeOfDay);
    return words;
}

std::string due_words(model::Instant due, model::Instant now) {
    const bool is_whole_day = model::local_time_of_day(due) >= kLastMinute;
    const auto words =
        is_whole_day ? day_words(due, now) + "24:00前" : model::to_chinese(due, now) + "前";
    return (is_same_day(due, now) ? "今天，" : "") + words;
}

std::string final_due_words(const model::DueTimes& due, int workdays, model::Instant now) {
    if (!due.final_due)
        return "自收到次日起" + std::to_string(workdays) +
               "个工作日内（国务院公布放假安排后确定具体日期）";
    return due_words(*due.final_due, now) +
           (due.provisional ? "（暂定，国务院公布放假安排后可能调整）" : "");
}

}  // namespace huiying::web
