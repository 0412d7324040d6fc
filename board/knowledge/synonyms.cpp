#include "board/knowledge/synonyms.hpp"

#include "text/encoding.hpp"
#include "text/phrase_set.hpp"
#include "text/simplified.hpp"

#include <algorithm>

namespace huiying::knowledge {
namespace {

/// The form in which words are looked for and replaced; that of the index folds it further.
std::string compared(const std::string& text) {
    return text::simplified(text::normalise(text));
}

class Widening {
  public:
    explicit Widening(const Synonyms& synonyms) : phrases_(all_words(synonyms)) {
        for (std::size_t group = 0; group < synonyms.size(); ++group) {
            groups_.emplace_back();
            for (const auto& word : synonyms[group]) {
                groups_.back().push_back(compared(word));
                owners_.push_back({group, groups_.back().size() - 1});
            }
        }
    }

    void widen(model::FaqEntry& entry) const {
        auto phrasings = entry.variants;
        phrasings.push_back(entry.question);
        std::size_t added = 0;
        for (const auto& phrasing : phrasings)
            for (auto& other : said_otherwise(phrasing)) {
                const bool known = std::find(entry.variants.begin(), entry.variants.end(), other) !=
                                   entry.variants.end();
                if (known || added == kMostAdded)
                    continue;
                entry.variants.push_back(std::move(other));
                ++added;
            }
    }

  private:
    struct Owner {
        std::size_t group = 0;
        std::size_t word = 0;
    };

    static std::vector<std::string> all_words(const Synonyms& synonyms) {
        std::vector<std::string> words;
        for (const auto& group : synonyms)
            for (const auto& word : group)
                words.push_back(compared(word));
        return words;
    }

    /// One word replaced at a time, the longest that stands at its place.
    std::vector<std::string> said_otherwise(const std::string& phrasing) const {
        const auto text = compared(phrasing);
        const auto matches = phrases_.find(text);
        std::vector<std::string> others;
        for (const auto& match : matches) {
            const auto [group, index] = owners_[match.phrase];
            const auto& word = groups_[group][index];
            if (is_inside_longer(matches, match.begin, word.size()))
                continue;
            for (const auto& other : groups_[group])
                if (other != word)
                    others.push_back(std::string(text).replace(match.begin, word.size(), other));
        }
        return others;
    }

    bool is_inside_longer(
        const std::vector<text::PhraseSet::Match>& matches, std::size_t begin, std::size_t size
    ) const {
        return std::any_of(matches.begin(), matches.end(), [&](const auto& other) {
            const auto& [group, index] = owners_[other.phrase];
            const auto length = groups_[group][index].size();
            return length > size && other.begin <= begin && other.begin + length >= begin + size;
        });
    }

    text::PhraseSet phrases_;
    std::vector<std::vector<std::string>> groups_;
    std::vector<Owner> owners_;  // of each phrase
};

}  // namespace

std::vector<model::FaqEntry> with_synonyms(
    std::vector<model::FaqEntry> entries, const Synonyms& synonyms
) {
    if (synonyms.empty())
        return entries;
    const Widening widening(synonyms);
    for (auto& entry : entries)
        if (entry.review != model::FaqReview::retired)
            widening.widen(entry);
    return entries;
}

}  // namespace huiying::knowledge
