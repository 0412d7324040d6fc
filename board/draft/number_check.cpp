#include "board/draft/number_check.hpp"

#include "board/draft/questions.hpp"
#include "text/encoding.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace huiying::draft {
namespace {

using namespace std::string_view_literals;

constexpr double kSameMatter = 0.5;

std::vector<std::string> sentences_of(std::string_view text) {
    static constexpr auto kEnds =
        std::to_array({"。"sv, "！"sv, "？"sv, "；"sv, "，"sv, "!"sv, "?"sv, ";"sv, ","sv, "\n"sv});
    std::vector<std::string> sentences;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at);
        const auto* const end =
            std::find_if(kEnds.begin(), kEnds.end(), [&](std::string_view mark) {
                return rest.starts_with(mark);
            });
        if (end == kEnds.end()) {
            ++at;
            continue;
        }
        sentences.emplace_back(text::trim(text.substr(begin, at - begin)));
        at += end->size();
        begin = at;
    }
    sentences.emplace_back(text::trim(text.substr(begin)));
    return sentences;
}

/// Runs of digits, whatever width they were written in.
std::set<std::string> numbers_of(std::string_view text) {
    std::set<std::string> numbers;
    std::string run;
    for (const char symbol : text::normalise(text) + " ") {
        if (symbol >= '0' && symbol <= '9') {
            run += symbol;
            continue;
        }
        if (!run.empty())
            numbers.insert(std::exchange(run, {}));
    }
    return numbers;
}

bool has_all(const std::set<std::string>& all, const std::set<std::string>& wanted) {
    return std::includes(all.begin(), all.end(), wanted.begin(), wanted.end());
}

const std::string* closest(const std::string& source, const std::vector<std::string>& sentences) {
    const std::string* best = nullptr;
    double most = kSameMatter;
    for (const auto& sentence : sentences)
        if (const auto share = covered(source, sentence); !sentence.empty() && share >= most) {
            most = share;
            best = &sentence;
        }
    return best;
}

}  // namespace

std::vector<NumberDifference> differing_numbers(
    std::string_view reply, const std::vector<std::string>& sources, std::string_view message
) {
    auto known = numbers_of(message);
    for (const auto& source : sources)
        known.merge(numbers_of(source));
    const auto sentences = sentences_of(reply);
    std::vector<NumberDifference> differences;
    for (const auto& source : sources)
        for (const auto& said : sentences_of(source)) {
            const auto wanted = numbers_of(said);
            const auto* const answer = wanted.empty() ? nullptr : closest(said, sentences);
            if (!answer || has_all(numbers_of(*answer), wanted))
                continue;
            for (const auto& number : numbers_of(*answer))
                if (!known.contains(number)) {
                    differences.push_back({said, number});
                    break;
                }
        }
    return differences;
}

}  // namespace huiying::draft
