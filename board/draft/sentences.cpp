#include "board/draft/sentences.hpp"

#include <algorithm>
#include <array>

namespace huiying::draft {
namespace {

using namespace std::string_view_literals;

constexpr auto kEnds = std::to_array({"。"sv, "！"sv, "？"sv, "；"sv, "!"sv, "?"sv, ";"sv, "\n"sv});
constexpr auto kClosing = std::to_array({"”"sv, "’"sv, "」"sv, "』"sv, "）"sv, ")"sv});
constexpr auto kBlank = std::to_array({" "sv, "\t"sv, "\r"sv, "\n"sv, "　"sv});
constexpr auto kPauses = std::to_array(
    {"，"sv, ","sv, "、"sv, "。"sv, "！"sv, "？"sv, "；"sv, "!"sv, "?"sv, ";"sv, "\n"sv}
);

template <class Marks>
bool is_one_of(std::string_view symbol, const Marks& marks) {
    return std::find(marks.begin(), marks.end(), symbol) != marks.end();
}

std::size_t length_at(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        ++end;
    return end - at;
}

bool is_digit(std::string_view text, std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

/// "9:00", "1,500": a mark between digits belongs to them.
bool is_inside_number(std::string_view text, std::size_t at, std::size_t length) {
    return at > 0 && is_digit(text, at - 1) && is_digit(text, at + length);
}

}  // namespace

std::vector<std::string_view> symbols_of(std::string_view text) {
    std::vector<std::string_view> symbols;
    symbols.reserve(text.size() / 2);
    for (std::size_t at = 0; at < text.size();) {
        const auto length = length_at(text, at);
        symbols.push_back(text.substr(at, length));
        at += length;
    }
    return symbols;
}

std::vector<std::string_view> sentences_of(std::string_view text) {
    std::vector<std::string_view> sentences;
    std::size_t begin = 0;
    bool ended = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = length_at(text, at);
        const auto symbol = text.substr(at, length);
        const bool ends = is_one_of(symbol, kEnds);
        if (ended && !ends && !is_one_of(symbol, kClosing) && !is_one_of(symbol, kBlank)) {
            sentences.push_back(text.substr(begin, at - begin));
            begin = at;
            ended = false;
        }
        ended = ended || ends;
        at += length;
    }
    if (begin < text.size())
        sentences.push_back(text.substr(begin));
    return sentences;
}

std::vector<std::string_view> clauses_of(std::string_view sentence) {
    std::vector<std::string_view> clauses;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < sentence.size();) {
        const auto length = length_at(sentence, at);
        if (is_one_of(sentence.substr(at, length), kPauses) &&
            !is_inside_number(sentence, at, length)) {
            if (at > begin)
                clauses.push_back(sentence.substr(begin, at - begin));
            begin = at + length;
        }
        at += length;
    }
    if (begin < sentence.size())
        clauses.push_back(sentence.substr(begin));
    return clauses;
}

}  // namespace huiying::draft
