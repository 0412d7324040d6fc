#include "board/knowledge/ranking.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace huiying::knowledge {

namespace {

constexpr double kMaxLogit = 20;
constexpr double kMaxLead = 4;
constexpr double kUsualEntries = 148;  // e^5: centre of the sizes that the weights were fitted on
constexpr double kSurest = 0.99;
// Without these words in common no answer is sure. In a small knowledge base nothing stands beside
// an entry that is about something else, and its lead tells nothing: there it is not even likely.
constexpr double kNotSure = 0.85;
constexpr double kMinCovers = 0.7;   // of a short question's own words, the entry's share
constexpr double kMinAlike = 0.55;   // of a short question and the phrasing, both ways
constexpr double kMinCovered = 0.4;  // of the phrasing's own words, a long message's share
constexpr std::size_t kSmallBase = 500;
constexpr std::size_t kSmallest = 30;  // the weights were fitted on no smaller ones

/// Evidence for the probability, by the names below.
enum Evidence : std::size_t {
    always,
    logit,
    lead,
    cosine,
    asked_cosine,
    covers,
    asked_covers,
    asked_covered,
    sequence,
    entries,
    lead_by_entries,
    covers_by_entries,
    evidence_count,
};

/// Weights of the features in the order, and of the evidence in the probability.
struct Weights {
    Features order;
    std::array<double, evidence_count> sure;
};

/// What kind of entry meets what kind of question: each has weights of its own.
const Weights& weights_of(const Asked& asked, const Compared& compared) {
    // Entries with a question only; with question and answer; with an answer only.
    static constexpr Weights kShortToQuestion{
        {4.71,
         0.62,
         -2.01,
         4.71,
         0.62,
         -2.01,
         0,
         0,
         0,
         1.90,
         0.91,
         1.90,
         0.91,
         1.80,
         0.65,
         -2.95,
         -1.99,
         0.06},
        {-2.255, 0.352, 0.828, -2.627, 0.154, 3.343, -3.456, 4.227, -0.451, -0.345, -0.137, 0.629}};
    static constexpr Weights kShortToBoth{
        {5.20,
         -1.11,
         -4.71,
         4.37,
         2.40,
         -0.11,
         -7.20,
         13.68,
         16.02,
         3.96,
         -3.50,
         0.72,
         4.71,
         1.40,
         1.74,
         -2.29,
         -1.46,
         -0.06},
        {-1.175,
         -0.033,
         0.928,
         2.692,
         1.440,
         0.412,
         -1.551,
         1.316,
         -0.151,
         -0.291,
         -0.384,
         -0.228}};
    static constexpr Weights kShortToAnswer{
        {4.97,
         6.02,
         -2.13,
         0,
         0,
         0,
         4.97,
         6.02,
         -2.13,
         5.55,
         -3.18,
         0,
         0,
         2.24,
         -0.89,
         -1.42,
         -0.13,
         -0.74},
        {-0.600, 0.808, 0.826, -1.913, 0, -0.176, 0, 0, -0.147, -0.113, -0.233, -0.211}};
    static constexpr Weights kLongToQuestion{
        {25.44,
         26.35,
         -10.28,
         3.03,
         -1.63,
         1.14,
         -14.26,
         25.45,
         -18.52,
         2.44,
         2.74,
         -2.54,
         7.07,
         5.10,
         6.50,
         0,
         0.04,
         -0.33},
        {-4.151, 0.557, 0.835, 1.205, -0.297, 0.802, 0.456, 3.104, 0.971, 0.227, -0.375, -0.163}};
    // Whatever was tried lost against the cosine alone.
    static constexpr Weights kLongToAnswer{
        {0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        {-0.597, 0.236, 1.084, -0.928, 0, -0.405, 0, 0, -2.340, -0.049, -0.452, 0.650}};
    if (asked.is_long())
        return compared.has_phrasing ? kLongToQuestion : kLongToAnswer;
    if (!compared.has_phrasing)
        return kShortToAnswer;
    return compared.has_answer ? kShortToBoth : kShortToQuestion;
}

double value(const Compared& compared, Feature feature) {
    return compared.features[static_cast<std::size_t>(feature)];
}

/// How much more its score says than all others' together, in the logarithm.
double logit_of(const std::vector<Ranked>& ranked, std::size_t at) {
    if (ranked.size() < 2)
        return kMaxLogit;
    const double most = ranked[at == 0 ? 1 : 0].score;
    double others = 0;
    for (std::size_t other = 0; other < ranked.size(); ++other)
        others += other == at ? 0 : std::exp(ranked[other].score - most);
    return std::clamp(ranked[at].score - most - std::log(others), -kMaxLogit, kMaxLogit);
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

double probability_of(
    const Asked& asked, const Compared& compared, double how_far, std::size_t number
) {
    const auto& weights = weights_of(asked, compared);
    const double size = std::log(static_cast<double>(std::max(number, kSmallest)) / kUsualEntries);
    const double ahead = std::clamp(how_far, -kMaxLead, kMaxLead);
    const double covered = value(compared, Feature::whole_covers);
    const std::array<double, evidence_count> evidence{
        1,
        how_far / 4,
        ahead,
        value(compared, Feature::whole_cosine),
        value(compared, Feature::asked_cosine),
        covered,
        value(compared, Feature::asked_covers),
        value(compared, Feature::asked_covered),
        value(compared, Feature::sequence_of_query),
        size,
        ahead * size / 4,
        covered * size};
    const double sum =
        std::inner_product(evidence.begin(), evidence.end(), weights.sure.begin(), 0.0);
    // The share among the candidates supposes that one of them is right: no more than that.
    const double probability =
        std::min({1 / (1 + std::exp(-sum)), 1 / (1 + std::exp(-how_far)), kSurest});
    return held_back(probability, asked, compared, number);
}

}  // namespace

std::vector<Ranked> rank(
    const Asked& asked,
    const std::vector<Compared>& compared,
    std::size_t entries,
    std::size_t probable
) {
    std::vector<Ranked> ranked;
    for (std::size_t at = 0; at < compared.size(); ++at) {
        const auto& order = weights_of(asked, compared[at]).order;
        const auto& features = compared[at].features;
        ranked.push_back(
            {at, std::inner_product(features.begin(), features.end(), order.begin(), 0.0), 0}
        );
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& left, const auto& right) {
        return left.score > right.score;
    });
    for (std::size_t at = 0; at < std::min(probable, ranked.size()); ++at) {
        const auto& one = compared[ranked[at].candidate];
        ranked[at].probability = probability_of(asked, one, logit_of(ranked, at), entries);
    }
    return ranked;
}

}  // namespace huiying::knowledge
