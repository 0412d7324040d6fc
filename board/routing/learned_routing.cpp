#include "board/routing/learned_routing.hpp"

#include "board/routing/first_candidate.hpp"

#include <algorithm>
#include <cmath>

namespace huiying::routing {

namespace {

constexpr std::size_t kWordsShown = 3;
constexpr double kLeastBound = 0.5;
constexpr double kLeastProbability = 0.02;
constexpr double kColdTemperature = 0.2;  // of the tickets' models, measured: 0.18 to 0.2

std::string reason_of(
    const LearnedRouting& learned, const model::Unit& unit, const std::vector<std::string>& words
) {
    std::string said;
    for (const auto& word : words)
        said += (said.empty() ? "：“" : "、“") + word + "”";
    return learned.bound >= kOnlyProposes
               ? "用语与" + unit.short_name + "的职责和常见问题相近" + said
               : "用语与" + unit.short_name + "以往办理的来信相近" + said;
}

}  // namespace

std::shared_ptr<const LearnedRouting> cold_start(const std::vector<LabelledText>& lessons) {
    LearningChoice choice;
    choice.least_documents = 1;
    choice.folds = 0;
    auto parts = learn(lessons, choice).parts();
    parts.temperature = kColdTemperature;
    return std::make_shared<const LearnedRouting>(LearnedRouting{
        TextModel(std::move(parts)), "cold", kOnlyProposes});
}

std::vector<model::RoutingCandidate> proposals(
    const LearnedRouting& learned, const std::vector<model::Unit>& units, std::string_view message
) {
    std::vector<model::RoutingCandidate> found;
    for (const auto& guess : learned.model.guess(message)) {
        const auto& code = learned.model.labels()[guess.label];
        const auto unit = std::find_if(units.begin(), units.end(), [&](const model::Unit& one) {
            return one.code == code && one.active;
        });
        if (found.size() == kMaxCandidates || guess.probability < kLeastProbability)
            break;
        if (unit == units.end())
            continue;
        const auto words = learned.model.evidence(message, guess.label, kWordsShown);
        if (!words.empty())
            found.push_back({code, guess.probability, {reason_of(learned, *unit, words)}});
    }
    return found;
}

void heed(
    std::vector<model::RoutingCandidate> proposed, double bound, model::RoutingDecision& decision
) {
    if (proposed.empty())
        return;
    const auto& best = proposed.front();
    const bool decides = best.score >= bound;
    if (decides && decision.unit != best.unit) {
        decision.unit = best.unit;
        drop_reasons(decision);
        decision.reasons.insert(decision.reasons.end(), best.reasons.begin(), best.reasons.end());
    }
    auto& known = decision.candidates;
    for (auto& one : proposed) {
        const auto same = std::find_if(known.begin(), known.end(), [&](const auto& other) {
            return other.unit == one.unit;
        });
        if (same == known.end())
            known.push_back(std::move(one));
        else
            same->reasons.insert(same->reasons.end(), one.reasons.begin(), one.reasons.end());
    }
    // Who was decided for comes first; the rules' candidates keep their places.
    std::stable_partition(known.begin(), known.end(), [&](const auto& one) {
        return !decision.unit.empty() && one.unit == decision.unit;
    });
    if (known.size() > kMaxCandidates)
        known.resize(kMaxCandidates);
}

double chosen_bound(
    const TextModel& model,
    const std::vector<LabelledText>& held,
    double precision,
    std::size_t least
) {
    std::vector<std::pair<double, bool>> decided;
    for (const auto& text : held) {
        const auto guesses = model.guess(text.text);
        if (!guesses.empty())
            decided.emplace_back(
                guesses.front().probability, model.labels()[guesses.front().label] == text.label
            );
    }
    std::sort(decided.begin(), decided.end(), std::greater<>());
    double bound = kOnlyProposes;
    double right = 0;
    for (std::size_t i = 0; i < decided.size() && decided[i].first >= kLeastBound; ++i) {
        right += decided[i].second ? 1 : 0;
        const bool ends = i + 1 == decided.size() || decided[i + 1].first < decided[i].first;
        if (ends && i + 1 >= least && right / static_cast<double>(i + 1) >= precision)
            bound = decided[i].first;
        // None was wrong enough: below what was seen the calibrated probability itself is the word.
        if (i + 1 == decided.size() && bound == decided[i].first)
            bound = std::min(bound, precision);
    }
    return bound;
}

}  // namespace huiying::routing
