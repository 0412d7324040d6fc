#include "board/knowledge/ranking.hpp"

#include <algorithm>
#include <cmath>

namespace huiying::knowledge {

namespace {

// All numbers here are round ones chosen by hand and by measuring; none is the result of fitting a
// model to texts (docs/benchmarks.md says what was tried).

// A short question against an entry's question: BM25 decides, which counts a rare word once for
// all. Half as much weighs what share of the question is said at all, a quarter each what share of
// the phrasing, and that the symbols come in the same order; a phrasing of another length loses.
constexpr double kCovers = 0.5;
constexpr double kAlike = 0.25;
constexpr double kUnlikeLength = 0.1;
// Against an answer alone, which says much more than was asked, order and length tell less.
constexpr double kAlikeAnswer = 0.2;
constexpr double kUnlikeAnswer = 0.05;
// A long message goes by the cosine; an entry's question that is found in it whole comes first.
constexpr double kAlikeMessage = 0.15;

// The probability goes by the lead over the next as a share of the score, and half as much by the
// share of the phrasing that was said, of which four fifths are as good as all. An answer has all
// of a short question's words sooner: they count a quarter. Evidence of kEven is as often right as
// wrong, and kSteep says how fast that changes: a quarter more or less is seven to one.
constexpr double kCovered = 0.5;
constexpr double kCoversAnswer = 0.25;
constexpr double kCoveredEnough = 0.8;
constexpr double kEven = 0.55;
constexpr double kSteep = 8;
constexpr double kSurest = 0.99;
constexpr double kLeastScore = 0.01;  // a lead is not a share of nothing

// Without these words in common no answer is sure. In a small knowledge base nothing stands beside
// an entry that is about something else, and its lead tells nothing: there it is not even likely.
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

double short_to_question(const Compared& compared) {
    const double alike = value(compared, Feature::asked_covered) +
                         value(compared, Feature::sequence_of_query) +
                         value(compared, Feature::sequence_of_entry);
    return larger(compared, Feature::whole_bm25, Feature::asked_bm25) +
           kCovers * larger(compared, Feature::whole_covers, Feature::asked_covers) +
           kAlike * alike - kUnlikeLength * value(compared, Feature::unlike_length);
}

double short_to_answer(const Compared& compared) {
    return value(compared, Feature::whole_bm25) + value(compared, Feature::whole_cosine) +
           kCovers * value(compared, Feature::whole_covers) +
           kAlikeAnswer * value(compared, Feature::sequence_of_query) -
           kUnlikeAnswer * value(compared, Feature::unlike_length);
}

double long_to_entry(const Compared& compared) {
    const double found = compared.has_phrasing ? value(compared, Feature::asked_covered) +
                                                     value(compared, Feature::sequence_of_entry)
                                               : 0.0;
    return value(compared, Feature::whole_cosine) + kAlikeMessage * found;
}

double score_of(const Asked& asked, const Compared& compared) {
    if (asked.is_long())
        return long_to_entry(compared);
    return compared.has_phrasing ? short_to_question(compared) : short_to_answer(compared);
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
    return std::min(probability, kNotSure) * (is_small ? likeness : 1.0);
}

/// What the words that were said add to the lead.
double said(const Asked& asked, const Compared& compared) {
    if (compared.has_phrasing)
        return kCovered * std::min(value(compared, Feature::asked_covered), kCoveredEnough);
    return (asked.is_long() ? kCovered : kCoversAnswer) * value(compared, Feature::whole_covers);
}

double probability_of(
    const Asked& asked, const Compared& compared, double lead, std::size_t number
) {
    const double evidence = lead + said(asked, compared);
    const double probability = 1 / (1 + std::exp(-kSteep * (evidence - kEven)));
    return held_back(std::min(probability, kSurest), asked, compared, number);
}

}  // namespace

std::vector<Ranked> rank(
    const Asked& asked,
    const std::vector<Compared>& compared,
    std::size_t entries,
    std::size_t probable
) {
    std::vector<Ranked> ranked;
    for (std::size_t at = 0; at < compared.size(); ++at)
        ranked.push_back({at, score_of(asked, compared[at]), 0});
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& left, const auto& right) {
        return left.score > right.score;
    });
    for (std::size_t at = 0; at < std::min(probable, ranked.size()); ++at) {
        const auto& one = compared[ranked[at].candidate];
        ranked[at].probability = probability_of(asked, one, lead_of(ranked, at), entries);
    }
    return ranked;
}

}  // namespace huiying::knowledge
