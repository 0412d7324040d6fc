#include "board/knowledge/lessons.hpp"

#include "board/knowledge/climbing.hpp"
#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/lesson.hpp"
#include "board/knowledge/ranking.hpp"

#include <algorithm>
#include <cmath>

namespace huiying::knowledge {
namespace {

constexpr std::size_t kFolds = 5;
constexpr int kSteps = 300;
// Weights are thought to lie as near to the usual ones as this (standard deviation).
constexpr double kOrderNear = 0.5;
constexpr double kOddsNear = 5;
// A score higher by this much is e times as likely the right one's. Of the usual scores.
constexpr double kTelling = 0.1;
constexpr std::size_t kJudged = 3;  // the first ones, which may be offered

constexpr auto kSigns = static_cast<std::size_t>(Sign::count);
constexpr auto kEvidence = static_cast<std::size_t>(Evidence::count);

using Taken = std::vector<const Lesson*>;

/// One compared entry: what speaks for it, and which weights that concerns.
template <std::size_t size>
struct Row {
    std::size_t first = 0;  ///< place of its first weight
    std::array<double, size> numbers{};
    bool is_right = false;

    [[nodiscard]] double sum(const std::vector<double>& weights) const {
        double sum = 0;
        for (std::size_t at = 0; at < size; ++at)
            sum += numbers[at] * weights[first + at];
        return sum;
    }

    void add_to(std::vector<double>& slope, double times) const {
        for (std::size_t at = 0; at < size; ++at)
            slope[first + at] += times * numbers[at];
    }
};

/// What is lost by being away from the usual weights; begins the slope.
double nearness(
    const std::vector<double>& weights,
    const std::vector<double>& usual,
    double near,
    std::vector<double>& slope
) {
    double lost = 0;
    for (std::size_t at = 0; at < weights.size(); ++at) {
        const double away = (weights[at] - usual[at]) / near;
        lost += away * away / 2;
        slope[at] = -away / near;
    }
    return -lost;
}

std::size_t weights_of(const Lesson& lesson, std::size_t at, std::size_t size) {
    return static_cast<std::size_t>(pairing_of(lesson.asked, lesson.compared[at])) * size;
}

using OrderRow = Row<kSigns>;
using OddsRow = Row<kEvidence>;

/// The entries of one question, of which a right one should have the highest sum.
double likelihood(
    const std::vector<OrderRow>& rows,
    const std::vector<double>& weights,
    std::vector<double>& slope
) {
    std::vector<double> sums;
    sums.reserve(rows.size());
    for (const auto& row : rows)
        sums.push_back(row.sum(weights) / kTelling);
    const double highest = *std::max_element(sums.begin(), sums.end());
    double all = 0;
    double right = 0;
    for (std::size_t at = 0; at < rows.size(); ++at) {
        sums[at] = std::exp(sums[at] - highest);
        all += sums[at];
        right += rows[at].is_right ? sums[at] : 0.0;
    }
    right = std::max(right, 1e-300);
    for (std::size_t at = 0; at < rows.size(); ++at) {
        const double wanted = rows[at].is_right ? sums[at] / right : 0.0;
        rows[at].add_to(slope, (wanted - sums[at] / all) / kTelling);
    }
    return std::log(right / all);
}

std::vector<std::vector<OrderRow>> order_rows(const Taken& lessons) {
    std::vector<std::vector<OrderRow>> all;
    for (const auto* lesson : lessons) {
        const auto& is_right = lesson->is_right;
        if (std::find(is_right.begin(), is_right.end(), true) == is_right.end())
            continue;
        std::vector<OrderRow> rows;
        rows.reserve(lesson->compared.size());
        for (std::size_t at = 0; at < lesson->compared.size(); ++at)
            rows.push_back(
                {weights_of(*lesson, at, kSigns), signs_of(lesson->compared[at]), is_right[at]}
            );
        all.push_back(std::move(rows));
    }
    return all;
}

std::vector<OddsRow> odds_rows(const Taken& lessons, const Weights& weights) {
    std::vector<OddsRow> rows;
    for (const auto* lesson : lessons) {
        const auto ranked = ordered(lesson->asked, lesson->compared, weights);
        for (std::size_t at = 0; at < std::min(kJudged, ranked.size()); ++at)
            rows.push_back(
                {weights_of(*lesson, ranked[at].candidate, kEvidence),
                 evidence_at(lesson->compared, ranked, at),
                 lesson->is_right[ranked[at].candidate]}
            );
    }
    return rows;
}

template <class Of>
std::vector<double> flat(const Weights& weights, Of of) {
    std::vector<double> all;
    for (const auto& one : weights.of)
        all.insert(all.end(), of(one).begin(), of(one).end());
    return all;
}

const Numbers<Sign>& order_of(const PairingWeights& weights) {
    return weights.order;
}

const Numbers<Evidence>& odds_of(const PairingWeights& weights) {
    return weights.odds;
}

void learn_order(const Taken& lessons, Weights& weights) {
    const auto rows = order_rows(lessons);
    const auto usual = flat(weights, &order_of);
    const auto learnt = climbed(
        usual,
        [&](const std::vector<double>& point, std::vector<double>& slope) {
            double value = nearness(point, usual, kOrderNear, slope);
            for (const auto& question : rows)
                value += likelihood(question, point, slope);
            return value;
        },
        kSteps
    );
    for (std::size_t at = 0; at < learnt.size(); ++at)
        weights.of[at / kSigns].order[at % kSigns] = learnt[at];
}

void learn_odds(const Taken& lessons, Weights& weights) {
    const auto rows = odds_rows(lessons, weights);
    const auto usual = flat(weights, &odds_of);
    const auto learnt = climbed(
        usual,
        [&](const std::vector<double>& point, std::vector<double>& slope) {
            double value = nearness(point, usual, kOddsNear, slope);
            for (const auto& row : rows) {
                const double odds = row.is_right ? row.sum(point) : -row.sum(point);
                const double wrong = 1 / (1 + std::exp(odds));
                value +=
                    odds > 0 ? -std::log1p(std::exp(-odds)) : odds - std::log1p(std::exp(odds));
                row.add_to(slope, row.is_right ? wrong : -wrong);
            }
            return value;
        },
        kSteps
    );
    for (std::size_t at = 0; at < learnt.size(); ++at)
        weights.of[at / kEvidence].odds[at % kEvidence] = learnt[at];
}

}  // namespace

Lessons::Lessons(const FaqIndex& index, const std::vector<KnownQuestion>& questions) {
    lessons_.reserve(questions.size());
    for (const auto& question : questions)
        lessons_.push_back(index.lesson(question));
}

Weights Lessons::learn(std::size_t parts, std::size_t left_out) const {
    Taken taken;
    for (std::size_t at = 0; at < lessons_.size(); ++at)
        if (parts == 0 || at % parts != left_out)
            taken.push_back(lessons_[at].get());
    Weights weights = usual_weights();
    learn_order(taken, weights);
    learn_odds(taken, weights);
    return weights;
}

RetrievalFigures measure_learnt(
    const FaqIndex& index, const std::vector<KnownQuestion>& questions
) {
    const Lessons lessons(index, questions);
    std::vector<RetrievalFigures::Outcome> outcomes;
    outcomes.reserve(questions.size());
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
        const auto learnt = index.changed(index.entries(), lessons.learn(kFolds, fold));
        for (std::size_t at = fold; at < questions.size(); at += kFolds)
            outcomes.push_back(outcome_of(learnt, questions[at]));
    }
    return RetrievalFigures(std::move(outcomes));
}

}  // namespace huiying::knowledge
