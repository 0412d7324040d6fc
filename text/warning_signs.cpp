#include "text/warning_signs.hpp"

#include "text/encoding.hpp"
#include "text/warning_words.hpp"

#include <algorithm>
#include <array>

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

struct Found {
    PhraseClass phrase_class;
    std::size_t phrase;
    std::size_t begin;
    std::size_t end;
};

std::vector<std::string> all_phrases(const std::vector<std::string>& officials) {
    std::vector<std::string> words;
    for (const auto& group : warning_phrases())
        words.insert(words.end(), group.phrases.begin(), group.phrases.end());
    for (const auto& official : officials)
        words.push_back(normalise(official));
    return words;
}

bool any_in(const std::vector<Found>& found, PhraseClass wanted, const Extent& extent) {
    return std::any_of(found.begin(), found.end(), [&](const Found& one) {
        return one.phrase_class == wanted && extent.holds(one.begin);
    });
}

/// Words inside a harmless phrase ("怎么举报") do not count.
void drop_harmless(std::vector<Found>& found) {
    std::vector<Extent> harmless;
    for (const auto& one : found) {
        if (one.phrase_class == PhraseClass::harmless)
            harmless.push_back({one.begin, one.end});
    }
    if (harmless.empty())
        return;
    std::erase_if(found, [&](const Found& one) {
        return std::any_of(harmless.begin(), harmless.end(), [&](const Extent& extent) {
            return one.begin >= extent.begin && one.end <= extent.end;
        });
    });
}

bool accuses(std::string_view text, const std::vector<Found>& found, const Found& one) {
    switch (one.phrase_class) {
        case PhraseClass::corruption:
            return true;
        case PhraseClass::misconduct: {
            const auto sentence = sentence_around(text, one.begin);
            return !any_in(found, PhraseClass::private_party, sentence) ||
                   any_in(found, PhraseClass::official, sentence);
        }
        case PhraseClass::report:
            return any_in(found, PhraseClass::official, {0, text.size()});
        case PhraseClass::complaint:
        case PhraseClass::conduct:
            return any_in(found, PhraseClass::official, clause_around(text, one.begin));
        default:
            return false;
    }
}

}  // namespace

Extent clause_around(std::string_view normalised, std::size_t at) {
    return extent_around(normalised, at, kClauseEnds);
}

Extent sentence_around(std::string_view normalised, std::size_t at) {
    return extent_around(normalised, at, kSentenceEnds);
}

WarningSigns::WarningSigns(const std::vector<std::string>& officials)
    : phrases_(all_phrases(officials)), words_(all_phrases(officials)) {
    for (const auto& group : warning_phrases())
        classes_.insert(
            classes_.end(), group.phrases.size(), static_cast<unsigned char>(group.phrase_class)
        );
    classes_.resize(words_.size(), static_cast<unsigned char>(PhraseClass::official));
}

std::vector<WarningSign> WarningSigns::find(std::string_view normalised) const {
    std::vector<Found> found;
    for (const auto& match : phrases_.find(normalised))
        found.push_back(
            {static_cast<PhraseClass>(classes_[match.phrase]),
             match.phrase,
             match.begin,
             match.begin + words_[match.phrase].size()}
        );
    drop_harmless(found);
    std::vector<WarningSign> signs;
    const auto add = [&](Warning warning, const Found& one) {
        const auto& word = words_[one.phrase];
        const bool known = std::any_of(signs.begin(), signs.end(), [&](const WarningSign& sign) {
            return sign.warning == warning && sign.phrase == word;
        });
        if (!known)
            signs.push_back({warning, word, one.begin});
    };
    for (const auto& one : found) {
        if (one.phrase_class == PhraseClass::emergency)
            add(Warning::emergency, one);
    }
    for (const auto& one : found) {
        if (accuses(normalised, found, one))
            add(Warning::accusation, one);
    }
    for (const auto& one : found) {
        if (one.phrase_class == PhraseClass::petition)
            add(Warning::petition, one);
    }
    return signs;
}

bool WarningSigns::mentions_officials(std::string_view normalised) const {
    const auto matches = phrases_.find(normalised);
    return std::any_of(matches.begin(), matches.end(), [&](const PhraseSet::Match& match) {
        return classes_[match.phrase] == static_cast<unsigned char>(PhraseClass::official);
    });
}

bool has_warning(const std::vector<WarningSign>& signs, Warning warning) {
    return std::any_of(signs.begin(), signs.end(), [&](const WarningSign& sign) {
        return sign.warning == warning;
    });
}

}  // namespace huiying::text
