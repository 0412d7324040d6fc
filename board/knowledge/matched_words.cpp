#include "board/knowledge/matched_words.hpp"

#include "text/tokens.hpp"

#include <algorithm>
#include <unordered_set>

namespace huiying::knowledge {

namespace {

std::unordered_set<TermKey> keys_of(const ReadEntry& entry) {
    std::unordered_set<TermKey> keys(entry.answer.keys.begin(), entry.answer.keys.end());
    for (const auto& phrasing : entry.phrasings)
        keys.insert(phrasing.keys.begin(), phrasing.keys.end());
    return keys;
}

struct Word {
    std::string_view text;
    double idf;
};

}  // namespace

std::vector<std::string> matched_words(
    std::string_view question, const ReadEntry& entry, const TermCounts& counts, std::size_t limit
) {
    const auto keys = keys_of(entry);
    const auto words = text::tokens_of_normalised(question);
    const auto asked = term_keys(question);
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
