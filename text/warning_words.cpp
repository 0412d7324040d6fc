#include "text/warning_words.hpp"

#include "words_assets.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace huiying::text {

namespace {

using namespace std::string_view_literals;

constexpr auto kClasses = std::to_array<std::pair<std::string_view, PhraseClass>>({
    {"[emergency]"sv, PhraseClass::emergency},
    {"[petition]"sv, PhraseClass::petition},
    {"[corruption]"sv, PhraseClass::corruption},
    {"[misconduct]"sv, PhraseClass::misconduct},
    {"[grave]"sv, PhraseClass::grave},
    {"[report]"sv, PhraseClass::report},
    {"[complaint]"sv, PhraseClass::complaint},
    {"[conduct]"sv, PhraseClass::conduct},
    {"[official]"sv, PhraseClass::official},
    {"[in_office]"sv, PhraseClass::in_office},
    {"[public_matter]"sv, PhraseClass::public_matter},
    {"[weak_who]"sv, PhraseClass::weak_who},
    {"[private_party]"sv, PhraseClass::private_party},
    {"[harmless]"sv, PhraseClass::harmless},
    {"[fault]"sv, PhraseClass::fault},
    {"[plea]"sv, PhraseClass::plea},
    {"[plea_direct]"sv, PhraseClass::plea_direct},
    {"[plea_after]"sv, PhraseClass::plea_after},
    {"[question]"sv, PhraseClass::question},
    {"[praise]"sv, PhraseClass::praise},
    {"[denial]"sv, PhraseClass::denial},
});

[[noreturn]] void refuse(std::size_t line, const std::string& why) {
    throw std::runtime_error("words/warnings.txt, line " + std::to_string(line) + ": " + why);
}

PhraseClass class_of(const std::string& word, std::size_t line) {
    const auto* known = std::find_if(kClasses.begin(), kClasses.end(), [&](const auto& one) {
        return one.first == word;
    });
    if (known == kClasses.end())
        refuse(line, "unknown class " + word);
    return known->second;
}

WarningWord word_of(PhraseClass phrase_class, const std::string& written, std::size_t line) {
    const auto gap = written.find('~');
    if (gap == std::string::npos)
        return {phrase_class, written, {}};
    WarningWord pair{phrase_class, written.substr(0, gap), written.substr(gap + 1)};
    if (pair.word.empty() || pair.tail.empty() || pair.tail.find('~') != std::string::npos)
        refuse(line, "half a pair: " + written);
    return pair;
}

}  // namespace

std::vector<WarningWord> parse_warning_words(std::string_view list) {
    std::vector<WarningWord> words;
    std::optional<PhraseClass> current;
    std::istringstream lines{std::string(list)};
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        std::istringstream written(line.substr(0, line.find('#')));
        for (std::string word; written >> word;) {
            if (word.front() == '[')
                current = class_of(word, number);
            else if (!current)
                refuse(number, "a word before the first class: " + word);
            else
                words.push_back(word_of(*current, word, number));
        }
    }
    return words;
}

const std::vector<WarningWord>& warning_words() {
    static const auto kRead = parse_warning_words(words::packed("warnings.txt").value());
    return kRead;
}

}  // namespace huiying::text
