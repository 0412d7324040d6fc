#include "board/draft/questions.hpp"

#include "text/encoding.hpp"
#include "text/tokens.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace huiying::draft {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxQuestions = 10;
constexpr std::size_t kLeastTelling = 2;
constexpr auto kAsking = std::to_array(
    {"吗"sv,
     "呢"sv,
     "如何"sv,
     "怎么"sv,
     "怎样"sv,
     "何时"sv,
     "什么"sv,
     "多少"sv,
     "多久"sv,
     "是否"sv,
     "能否"sv,
     "可否"sv,
     "为何"sv,
     "哪里"sv,
     "哪些"sv,
     "哪个"sv,
     "几点"sv,
     "请问"sv}
);
// A pair with one of these tells nothing about the matter.
constexpr auto kEmpty =
    std::to_array({"的"sv, "了"sv, "吗"sv, "呢"sv, "么"sv, "怎"sv, "什"sv, "是"sv, "否"sv,
                   "请"sv, "问"sv, "如"sv, "何"sv, "多"sv, "少"sv, "能"sv, "可"sv, "以"sv,
                   "有"sv, "没"sv, "我"sv, "们"sv, "你"sv, "您"sv, "这"sv, "那"sv, "在"sv,
                   "和"sv, "也"sv, "就"sv, "都"sv, "要"sv, "会"sv, "哪"sv, "几"sv, "不"sv,
                   "为"sv, "到"sv, "想"sv, "一"sv, "个"sv, "什"sv, "里"sv, "时"sv});

bool is_telling(const std::string& token) {
    constexpr std::size_t han_bytes = 3;
    if (token.size() <= han_bytes && static_cast<unsigned char>(token.front()) >= 0x80)
        return false;
    return std::none_of(kEmpty.begin(), kEmpty.end(), [&](std::string_view empty) {
        return token.find(empty) != std::string::npos;
    });
}

std::set<std::string> telling(std::string_view text) {
    std::set<std::string> found;
    for (auto& token : text::tokens(text))
        if (is_telling(token))
            found.insert(std::move(token));
    return found;
}

bool asks(std::string_view sentence, std::string_view mark) {
    if (mark == "？" || mark == "?")
        return true;
    return std::any_of(kAsking.begin(), kAsking.end(), [&](std::string_view word) {
        return sentence.find(word) != std::string_view::npos;
    });
}

}  // namespace

std::vector<std::string> questions_of(std::string_view message) {
    static constexpr auto kMarks =
        std::to_array({"。"sv, "？"sv, "?"sv, "！"sv, "!"sv, "；"sv, ";"sv, "\n"sv});
    std::vector<std::string> questions;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= message.size() && questions.size() < kMaxQuestions;) {
        const auto rest = message.substr(at);
        const auto mark = std::find_if(kMarks.begin(), kMarks.end(), [&](std::string_view one) {
            return rest.starts_with(one);
        });
        if (mark == kMarks.end() && at < message.size()) {
            ++at;
            continue;
        }
        const auto sentence = text::trim(message.substr(begin, at - begin));
        const auto ended_by = mark == kMarks.end() ? ""sv : *mark;
        if (asks(sentence, ended_by) && telling(sentence).size() >= kLeastTelling)
            questions.emplace_back(sentence);
        at += std::max<std::size_t>(ended_by.size(), 1);
        begin = std::min(at, message.size());
    }
    return questions;
}

double covered(std::string_view asked, std::string_view text) {
    const auto wanted = telling(asked);
    if (wanted.empty())
        return 1;
    const auto there = telling(text);
    const auto shared = std::count_if(wanted.begin(), wanted.end(), [&](const std::string& token) {
        return there.count(token) > 0;
    });
    return static_cast<double>(shared) / static_cast<double>(wanted.size());
}

}  // namespace huiying::draft
