#include "board/knowledge/matched_words.hpp"

#include "text/tokens.hpp"

#include <algorithm>
#include <unordered_set>

namespace huiying::knowledge {

namespace {

/// Those of the question's words that the entry has: the entry's are many more.
std::unordered_set<TermKey> shared_keys(std::vector<TermKey> asked, const ReadEntry& entry) {
    std::sort(asked.begin(), asked.end());
    std::unordered_set<TermKey> shared;
    const auto add = [&](const ReadText& text) {
        for (const auto key : text.keys)
            if (std::binary_search(asked.begin(), asked.end(), key))
                shared.insert(key);
    };
    add(entry.answer);
    for (const auto& phrasing : entry.phrasings)
        add(phrasing);
    return shared;
}

struct Word {
    std::string_view text;
    double idf;
};

}  // namespace

std::vector<std::string> matched_words(
    std::string_view question, const ReadEntry& entry, const TermCounts& counts, std::size_t limit
) {
    const auto words = text::tokens_of_normalised(question);
    const auto asked = term_keys(question);
    const auto keys = shared_keys(asked, entry);
    std::unordered_set<TermKey> taken;
    std::vector<Word> shared;
    for (std::size_t at = 0; at < words.size(); ++at)
        if (keys.contains(asked[at]) && taken.insert(asked[at]).second)
            shared.push_back({words[at], counts.idf(asked[at])});
    std::stable_sort(shared.begin(), shared.end(), [](const Word& left, const Word& right) {
        return left.idf > right.idf;
    });
    std::vector<std::string> found;
    for (const auto& word : shared) {
        const bool inside = std::any_of(shared.begin(), shared.end(), [&](const Word& other) {
            return other.text.size() > word.text.size() &&
                   other.text.find(word.text) != std::string_view::npos;
        });
        if (!inside && found.size() < limit)
            found.emplace_back(word.text);
    }
    return found;
}

}  // namespace huiying::knowledge
