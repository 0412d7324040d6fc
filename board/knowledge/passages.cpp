#include "board/knowledge/passages.hpp"

#include "text/encoding.hpp"

#include <algorithm>
#include <array>

namespace huiying::knowledge {
namespace {

using namespace std::string_view_literals;

constexpr auto kNumerals =
    std::to_array({"一"sv, "二"sv, "三"sv, "四"sv, "五"sv, "六"sv, "七"sv, "八"sv, "九"sv,
                   "十"sv, "百"sv, "千"sv, "零"sv, "〇"sv, "两"sv, "0"sv,  "1"sv,  "2"sv,
                   "3"sv,  "4"sv,  "5"sv,  "6"sv,  "7"sv,  "8"sv,  "9"sv});
constexpr std::size_t kLongestNumber = 8;

/// Bytes of the number at the beginning; 0 where there is none.
std::size_t number_length(std::string_view line) {
    std::size_t at = 0;
    for (std::size_t symbols = 0; symbols < kLongestNumber; ++symbols) {
        const auto* const found =
            std::find_if(kNumerals.begin(), kNumerals.end(), [&](std::string_view numeral) {
                return line.substr(at).starts_with(numeral);
            });
        if (found == kNumerals.end())
            break;
        at += found->size();
    }
    return at;
}

/// "第三条", "第三条之一" at the beginning of a line, with that sign after the number; else empty.
std::string_view counted_by(std::string_view line, std::string_view sign) {
    constexpr auto first = "第"sv;
    if (!line.starts_with(first))
        return {};
    const auto number = number_length(line.substr(first.size()));
    auto end = first.size() + number;
    if (number == 0 || !line.substr(end).starts_with(sign))
        return {};
    end += sign.size();
    if (constexpr auto more = "之"sv; line.substr(end).starts_with(more))
        if (const auto part = number_length(line.substr(end + more.size())); part > 0)
            end += more.size() + part;
    return line.substr(0, end);
}

std::string_view article_in(std::string_view line) {
    return counted_by(line, "条");
}

bool is_chapter(std::string_view line) {
    return !counted_by(line, "章").empty() || !counted_by(line, "节").empty();
}

/// "二、" at the beginning of a line.
std::string_view part_in(std::string_view line) {
    constexpr auto mark = "、"sv;
    const auto number = number_length(line);
    return number > 0 && line.substr(number).starts_with(mark)
               ? line.substr(0, number + mark.size())
               : std::string_view{};
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (const auto line = text::trim(text.substr(0, end)); !line.empty())
            lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

using HeadingIn = std::string_view (*)(std::string_view line);

/// Lines up to the next heading belong to the one before it; those before the first are a preamble.
std::vector<Passage> split_by(const std::vector<std::string_view>& lines, HeadingIn heading_in) {
    std::vector<Passage> passages;
    std::string chapter;
    for (const auto line : lines) {
        if (is_chapter(line)) {
            chapter = line;
            continue;
        }
        const auto heading = heading_in(line);
        if (!heading.empty()) {
            passages.push_back(
                {std::string(heading),
                 chapter,
                 std::string(text::trim(line.substr(heading.size())))}
            );
            continue;
        }
        if (passages.empty())
            passages.push_back({"序言", chapter, ""});
        auto& text = passages.back().text;
        text += (text.empty() ? "" : "\n") + std::string(line);
    }
    return passages;
}

std::vector<Passage> paragraphs(const std::vector<std::string_view>& lines) {
    std::vector<Passage> passages;
    passages.reserve(lines.size());
    for (const auto line : lines)
        passages.push_back(
            {"第" + std::to_string(passages.size() + 1) + "段", "", std::string(line)}
        );
    return passages;
}

}  // namespace

std::vector<Passage> passages_of(std::string_view text) {
    const auto lines = lines_of(text);
    for (const HeadingIn heading_in : {&article_in, &part_in})
        if (std::any_of(lines.begin(), lines.end(), [&](std::string_view line) {
                return !heading_in(line).empty();
            }))
            return split_by(lines, heading_in);
    return paragraphs(lines);
}

std::string citation(
    const std::string& title, const std::string& number, const std::string& heading
) {
    return "《" + title + "》" + (number.empty() ? "" : "（" + number + "）") + heading;
}

}  // namespace huiying::knowledge
