#include "text/warning_signs.hpp"

#include "text/accusation_signs.hpp"
#include "text/disguise.hpp"
#include "text/phrase_set.hpp"
#include "text/warning_words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace huiying::text {

namespace {

using namespace std::string_view_literals;

// Normalised text: NFKC has made full-width commas and marks ASCII already.
constexpr auto kSentenceEnds = std::to_array({"。"sv, "?"sv, "!"sv, ";"sv, "\n"sv, "…"sv, "..."sv});
constexpr auto kClauseEnds =
    std::to_array({"。"sv, "?"sv, "!"sv, ";"sv, "\n"sv, "…"sv, "..."sv, ","sv, "、"sv});

template <std::size_t Count>
Extent extent_around(
    std::string_view text, std::size_t at, const std::array<std::string_view, Count>& ends
) {
    Extent extent{0, text.size()};
    for (const auto end : ends) {
        const auto before = at == 0 ? std::string_view::npos : text.rfind(end, at - 1);
        if (before != std::string_view::npos && before + end.size() <= at)
            extent.begin = std::max(extent.begin, before + end.size());
        if (const auto after = text.find(end, at); after != std::string_view::npos)
            extent.end = std::min(extent.end, after);
    }
    return extent;
}

constexpr std::size_t kPairReach = std::size_t{8} * 3;  // bytes between the halves of a pair

bool has_mark(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (mark_at(text, at) != Mark::none)
            return true;
    }
    return false;
}

bool is_deed(PhraseClass one) {
    return one >= PhraseClass::corruption && one <= PhraseClass::conduct;
}

}  // namespace

Mark mark_at(std::string_view text, std::size_t at) {
    const auto starts = [&](std::string_view end) { return text.substr(at, end.size()) == end; };
    if (std::any_of(kSentenceEnds.begin(), kSentenceEnds.end(), starts))
        return Mark::sentence;
    return std::any_of(kClauseEnds.begin(), kClauseEnds.end(), starts) ? Mark::clause : Mark::none;
}

Extent clause_around(std::string_view normalised, std::size_t at) {
    return extent_around(normalised, at, kClauseEnds);
}

Extent sentence_around(std::string_view normalised, std::size_t at) {
    return extent_around(normalised, at, kSentenceEnds);
}

std::string_view salutation_of(std::string_view normalised) {
    constexpr std::size_t longest = std::size_t{24} * 3;  // two names with their offices
    const auto colon = normalised.substr(0, longest).find(':');
    if (colon == std::string_view::npos || has_mark(normalised.substr(0, colon)))
        return {};
    return normalised.substr(0, colon);
}

namespace {

std::vector<WarningWord> in_plain_form(std::vector<WarningWord> words) {
    for (auto& one : words) {
        one.word = plain_form(one.word);
        one.tail = plain_form(one.tail);
    }
    return words;
}

/// First all words, then all second halves.
std::vector<std::string> phrases_of(const std::vector<WarningWord>& words) {
    std::vector<std::string> all;
    all.reserve(words.size() * 2);
    for (const auto& one : words)
        all.push_back(one.word);
    for (const auto& one : words)
        all.push_back(one.tail);
    return all;
}

std::vector<WarningWord> words_for(const std::vector<std::string>& officials) {
    std::vector<WarningWord> words;
    words.reserve(officials.size());
    for (const auto& official : officials)
        words.push_back({PhraseClass::official, official, {}});
    return words;
}

}  // namespace

struct WarningSigns::Words {
    explicit Words(std::vector<WarningWord> list)
        : words(in_plain_form(std::move(list))), phrases(phrases_of(words)) {}

    void add_sights(std::string_view text, std::vector<Sight>& sights) const;

    std::vector<WarningWord> words;
    PhraseSet phrases;
};

/// The words that hold in every town: some megabytes, made once, by the first WarningSigns.
const WarningSigns::Words& WarningSigns::everywhere() {
    static const Words kWords(warning_words());
    return kWords;
}

WarningSigns::WarningSigns(const std::vector<std::string>& officials)
    : everywhere_(&everywhere()), officials_(std::make_unique<const Words>(words_for(officials))) {}

WarningSigns::~WarningSigns() = default;
WarningSigns::WarningSigns(WarningSigns&&) noexcept = default;
WarningSigns& WarningSigns::operator=(WarningSigns&&) noexcept = default;

/// Whole words, and pairs whose halves stand near each other in one clause.
void WarningSigns::Words::add_sights(std::string_view text, std::vector<Sight>& sights) const {
    std::map<std::size_t, std::vector<std::size_t>> tails;  // places of second halves, by pair
    const auto matches = phrases.find(text);
    for (const auto& match : matches) {
        if (match.phrase >= words.size())
            tails[match.phrase - words.size()].push_back(match.begin);
    }
    for (const auto& match : matches) {
        if (match.phrase >= words.size())
            continue;
        const auto& word = words[match.phrase];
        const auto end = match.begin + word.word.size();
        if (word.tail.empty()) {
            sights.push_back({word.phrase_class, match.begin, end});
            continue;
        }
        const auto known = tails.find(match.phrase);
        if (known == tails.end())
            continue;
        const auto tail = std::lower_bound(known->second.begin(), known->second.end(), end);
        if (tail != known->second.end() && *tail <= end + kPairReach &&
            !has_mark(text.substr(end, *tail - end)))
            sights.push_back({word.phrase_class, match.begin, *tail + word.tail.size()});
    }
}

std::vector<Sight> WarningSigns::sights_in(std::string_view plain, const Extent& salutation) const {
    std::vector<Sight> sights;
    everywhere_->add_sights(plain, sights);
    officials_->add_sights(plain, sights);
    std::stable_sort(sights.begin(), sights.end(), [](const Sight& left, const Sight& right) {
        return left.begin < right.begin;
    });
    drop_covered(sights);
    place_in_clauses(plain, sights);
    mark_addressed(plain, salutation, sights);
    return sights;
}

namespace {

Persons persons_in(const std::vector<Sight>& sights) {
    const auto any = [&](auto wanted) {
        return std::any_of(sights.begin(), sights.end(), [&](const Sight& one) {
            return wanted(one.phrase_class);
        });
    };
    return {
        any([](PhraseClass one) {
            return one == PhraseClass::official || one == PhraseClass::in_office;
        }),
        speaks_of_officials(sights),
        any(is_deed)};
}

/// Emergencies, accusations, petitions, each phrase once.
std::vector<WarningSign> signs_of(std::string_view plain, const std::vector<Sight>& sights) {
    std::vector<WarningSign> signs;
    const auto add = [&](Warning warning, const Sight& one) {
        auto phrase = std::string(plain.substr(one.begin, one.end - one.begin));
        const bool known = std::any_of(signs.begin(), signs.end(), [&](const WarningSign& sign) {
            return sign.warning == warning && sign.phrase == phrase;
        });
        if (!known)
            signs.push_back({warning, std::move(phrase), one.begin});
    };
    for (const auto& one : sights) {
        if (one.phrase_class == PhraseClass::emergency)
            add(Warning::emergency, one);
    }
    for (const auto index : accusing(sights))
        add(Warning::accusation, sights[index]);
    for (const auto& one : sights) {
        if (one.phrase_class == PhraseClass::petition)
            add(Warning::petition, one);
    }
    return signs;
}

}  // namespace

Reading WarningSigns::read(std::string_view plain, const Extent& salutation) const {
    const auto sights = sights_in(plain, salutation);
    return {signs_of(plain, sights), persons_in(sights)};
}

std::vector<WarningSign> WarningSigns::find(std::string_view plain) const {
    return read(plain).signs;
}

bool has_warning(const std::vector<WarningSign>& signs, Warning warning) {
    return std::any_of(signs.begin(), signs.end(), [&](const WarningSign& sign) {
        return sign.warning == warning;
    });
}

}  // namespace huiying::text
