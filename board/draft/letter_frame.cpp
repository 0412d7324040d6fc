#include "board/draft/letter_frame.hpp"

#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace huiying::draft {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kGreetingSymbols = 20;
constexpr std::size_t kUnitSymbols = 30;
/// A subject and what stands around it; further on it is the answer's own colon.
constexpr std::size_t kOpeningBytes = 300;
constexpr std::size_t kQuoteBytes = 15;

constexpr auto kHellos = std::to_array({"您好"sv, "你好"sv});
constexpr auto kAddresses = std::to_array(
    {"先生："sv,
     "女士："sv,
     "小姐："sv,
     "同志："sv,
     "老师："sv,
     "师傅："sv,
     "居民："sv,
     "市民："sv,
     "网友："sv,
     "业主："sv}
);
constexpr auto kMarks = std::to_array({"："sv, "，"sv, "！"sv, "。"sv, ":"sv, ","sv, "!"sv, "."sv});
constexpr auto kClosings = std::to_array(
    {"感谢您的关心和支持。如有疑问，可凭受理编号继续留言。"sv,
     "感谢您的建议。采纳情况有变化的，我们会继续告知您。"sv,
     "本事项由专人办理，不转被反映的单位和人员，您的个人信息和反映的内容依法保密。"sv}
);
/// What a unit's name ends in; a line above a date may be the answer's last one.
constexpr auto kUnitEnds = std::to_array(
    {"中心"sv,
     "室"sv,
     "局"sv,
     "会"sv,
     "委"sv,
     "队"sv,
     "所"sv,
     "站"sv,
     "科"sv,
     "处"sv,
     "部"sv,
     "办"sv,
     "府"sv,
     "院"sv,
     "厅"sv,
     "组"sv,
     "道"sv,
     "公司"sv}
);

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    lines.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

/// Bytes of the mark that the text begins with; 0: none.
std::size_t mark_at_start(std::string_view text) {
    const auto* const found = std::find_if(kMarks.begin(), kMarks.end(), [&](auto mark) {
        return text.starts_with(mark);
    });
    return found == kMarks.end() ? 0 : found->size();
}

/// Bytes of the greeting that the line begins with: "王女士，您好：", "李先生：".
std::size_t greeting_bytes(std::string_view line) {
    const auto head = text::truncate(line, kGreetingSymbols);
    for (const auto hello : kHellos) {
        const auto at = head.find(hello);
        if (at == std::string_view::npos || head.substr(0, at).find("。") != std::string_view::npos)
            continue;
        const auto end = at + hello.size();
        const auto mark = mark_at_start(line.substr(end));
        if (mark > 0 || end == line.size())
            return end + mark;
    }
    for (const auto address : kAddresses)
        if (const auto at = head.find(address); at != std::string_view::npos)
            return at + address.size();
    return 0;
}

/// Bytes of "您反映的“…”收悉，现答复如下：" that the line begins with.
std::size_t opening_bytes(std::string_view line) {
    if (!line.starts_with("您"))
        return 0;
    const auto quote = line.find("的“");
    const auto closed = quote < kQuoteBytes ? line.find("”", quote) : std::string_view::npos;
    const auto from = closed == std::string_view::npos ? 0 : closed;
    constexpr auto as_follows = "答复如下："sv;
    if (const auto at = line.find(as_follows, from); at < kOpeningBytes)
        return at + as_follows.size();
    const auto at = line.find("收悉（受理编号：", from);
    if (at >= kOpeningBytes)
        return 0;
    const auto end = line.find("。", at);
    return end == std::string_view::npos ? line.size() : end + "。"sv.size();
}

/// Takes up to `most` digits off the front, then the word; false where it is otherwise.
bool take(std::string_view& text, std::size_t most, std::string_view word) {
    std::size_t digits = 0;
    while (digits < text.size() && std::isdigit(static_cast<unsigned char>(text[digits])) != 0)
        ++digits;
    if (digits == 0 || digits > most || !text.substr(digits).starts_with(word))
        return false;
    text.remove_prefix(digits + word.size());
    return true;
}

bool is_date(std::string_view line) {
    std::string narrow(line);
    std::erase(narrow, ' ');
    std::string_view rest = narrow;
    return take(rest, 4, "年") && take(rest, 2, "月") && take(rest, 2, "日") && rest.empty();
}

/// "——城市建设管理事务中心，2026年11月26日"
bool is_signature(std::string_view line) {
    const auto comma = line.rfind("，");
    return line.starts_with("——") && comma != std::string_view::npos &&
           is_date(line.substr(comma + "，"sv.size()));
}

bool is_unit(std::string_view line) {
    return text::code_point_count(line) <= kUnitSymbols &&
           line.find("，") == std::string_view::npos &&
           std::any_of(kUnitEnds.begin(), kUnitEnds.end(), [&](std::string_view end) {
               return line.ends_with(end);
           });
}

/// The last line that is a date and nothing else, and the unit above it, become empty.
void cut_signature(std::vector<std::string_view>& lines) {
    const auto date = std::find_if(lines.rbegin(), lines.rend(), [](std::string_view line) {
        return is_date(text::trim(line));
    });
    if (date == lines.rend())
        return;
    *date = {};
    const auto unit = std::find_if(date, lines.rend(), [](std::string_view line) {
        return !text::trim(line).empty();
    });
    if (unit != lines.rend() && is_unit(text::trim(*unit)))
        *unit = {};
}

/// What is left of the line. `frame`: its lines, trimmed and in order of their bytes.
std::string_view left_of(std::string_view line, const std::vector<std::string_view>& frame) {
    auto trimmed = text::trim(line);
    const bool is_closing =
        std::find(kClosings.begin(), kClosings.end(), trimmed) != kClosings.end();
    if (is_closing || is_signature(trimmed) ||
        std::binary_search(frame.begin(), frame.end(), trimmed))
        return {};
    if (const auto opening = opening_bytes(trimmed); opening > 0)
        return text::trim(trimmed.substr(opening));
    return greeting_bytes(trimmed) == trimmed.size() ? std::string_view() : line;
}

/// Where a text begins, a greeting may have the answer behind it.
void cut_greeting(std::vector<std::string_view>& lines) {
    const auto first = std::find_if(lines.begin(), lines.end(), [](std::string_view line) {
        return !text::trim(line).empty();
    });
    if (first == lines.end())
        return;
    const auto line = text::trim(*first);
    if (const auto bytes = greeting_bytes(line); bytes > 0)
        *first = text::trim(line.substr(bytes));
}

std::string joined(const std::vector<std::string_view>& lines) {
    std::string text;
    for (const auto line : lines) {
        const bool is_second_gap = text::trim(line).empty() && text.ends_with("\n\n");
        if (!is_second_gap)
            text.append(line).append("\n");
    }
    return std::string(text::trim(text));
}

}  // namespace

std::string answer_in(std::string_view letter, std::string_view frame) {
    auto of_frame = lines_of(frame);
    std::transform(of_frame.begin(), of_frame.end(), of_frame.begin(), text::trim);
    std::sort(of_frame.begin(), of_frame.end());
    auto lines = lines_of(letter);
    cut_greeting(lines);
    cut_signature(lines);
    for (auto& line : lines)
        line = left_of(line, of_frame);
    return joined(lines);
}

}  // namespace huiying::draft
