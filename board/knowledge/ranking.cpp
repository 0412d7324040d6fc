#include "board/knowledge/ranking.hpp"

#include <algorithm>
#include <cmath>

namespace huiying::knowledge {

namespace {

// Four fifths of the phrasing are as good as all of it.
constexpr double kSaidEnough = 0.8;
constexpr double kSurest = 0.99;
constexpr double kLeastScore = 0.01;  // a lead is not a share of nothing

// Without these words in common no answer is sure. In a small knowledge base nothing stands beside
// an entry that is about something else, and its lead tells nothing: there it is less likely, by
// the root of what is lacking, so that it may still be offered to choose from.
constexpr double kNotSure = 0.85;
constexpr double kMinCovers = 0.8;   // of a short question's own words, the entry's share
constexpr double kMinAlike = 0.55;   // of a short question and the phrasing, both ways
constexpr double kMinCovered = 0.4;  // of the phrasing's own words, a long message's share
constexpr std::size_t kSmallBase = 500;

double value(const Compared& compared, Feature feature) {
    return compared.features[static_cast<std::size_t>(feature)];
}

double larger(const Compared& compared, Feature one, Feature other) {
    return std::max(value(compared, one), value(compared, other));
}

/// How much better than the best of the others, as a share of the first one's score; below 0 for
/// all but the first.
double lead_of(const std::vector<Ranked>& ranked, std::size_t at) {
    const double first = std::max(ranked.front().score, kLeastScore);
    const double next = ranked.size() < 2 ? 0.0 : ranked[at == 0 ? 1 : 0].score;
    return (ranked[at].score - std::max(next, 0.0)) / first;
}

/// 1 where the entry and the question are about the same thing by their own words, less where not.
double alike(const Compared& compared, const Asked& asked) {
    if (!compared.has_phrasing)
        return 1;
    if (asked.is_long())
        return std::min(compared.phrasing_covered / kMinCovered, 1.0);
    const double both = compared.phrasing_covers + compared.phrasing_covered;
    const double harmonic =
        both > 0 ? 2 * compared.phrasing_covers * compared.phrasing_covered / both : 0.0;
    return std::min({harmonic / kMinAlike, compared.entry_covers / kMinCovers, 1.0});
}

double held_back(
    double probability, const Asked& asked, const Compared& compared, std::size_t number
) {
    const double likeness = alike(compared, asked);
    const bool is_small = number < kSmallBase;
    if (likeness >= 1 || (asked.is_long() && !is_small))
        return probability;
    return std::min(probability, kNotSure) * (is_small ? std::sqrt(likeness) : 1.0);
}

/// Of the words that were said.
double said(const Compared& compared) {
    return compared.has_phrasing ? std::min(value(compared, Feature::asked_covered), kSaidEnough)
                                 : value(compared, Feature::whole_covers);
}

}  // namespace

Pairing pairing_of(const Asked& asked, const Compared& compared) {
    if (asked.is_long())
        return Pairing::of_message;
    if (!compared.has_phrasing)
        return Pairing::to_answer;
    return compared.has_answer ? Pairing::to_entry : Pairing::to_question;
}

Numbers<Sign> signs_of(const Compared& compared) {
    // Beside an answer a phrasing alone says too little; several phrasings as one, too much.
    const auto best = [&](Feature whole, Feature asked) {
        return compared.has_answer ? value(compared, whole) : larger(compared, whole, asked);
    };
    return {
        best(Feature::whole_bm25, Feature::asked_bm25),
        value(compared, Feature::whole_cosine),
        best(Feature::whole_covers, Feature::asked_covers),
        value(compared, Feature::asked_covered),
        value(compared, Feature::sequence_of_query),
        // An answer alone is no phrasing that could be said whole.
        compared.has_phrasing ? value(compared, Feature::sequence_of_entry) : 0.0,
        value(compared, Feature::unlike_length)};
}

std::vector<Ranked> ordered(
    const Asked& asked, const std::vector<Compared>& compared, const Weights& weights
) {
    std::vector<Ranked> ranked;
    ranked.reserve(compared.size());
    for (std::size_t at = 0; at < compared.size(); ++at) {
        const auto& one = compared[at];
        ranked.push_back({at, weighed(signs_of(one), weights[pairing_of(asked, one)].order), 0});
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& left, const auto& right) {
        return left.score > right.score;
    });
    return ranked;
}

Numbers<Evidence> evidence_at(
    const std::vector<Compared>& compared, const std::vector<Ranked>& ranked, std::size_t at
) {
    const auto& one = compared[ranked[at].candidate];
    return {
        lead_of(ranked, at),
        said(one),
        value(one, Feature::whole_cosine),
        one.phrasing_covered,
        one.entry_covers,
        1};
}

std::vector<Ranked> rank(
    const Asked& asked,
    const std::vector<Compared>& compared,
    std::size_t entries,
    std::size_t probable,
    const Weights& weights
) {
    auto ranked = ordered(asked, compared, weights);
    for (std::size_t at = 0; at < std::min(probable, ranked.size()); ++at) {
        const auto& one = compared[ranked[at].candidate];
        const double odds =
            weighed(evidence_at(compared, ranked, at), weights[pairing_of(asked, one)].odds);
        const double probability = std::min(1 / (1 + std::exp(-odds)), kSurest);
        ranked[at].probability = held_back(probability, asked, one, entries);
    }
    return ranked;
}

}  // namespace huiying::knowledge
