#include "board/knowledge/retrieval_figures.hpp"

#include "board/knowledge/faq_index.hpp"
#include "board/knowledge/meanings.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace huiying::knowledge {
namespace {

constexpr std::size_t kRanks = 10;
constexpr std::size_t kOffered = 3;

double share(double part, std::size_t whole) {
    return whole == 0 ? 0.0 : part / static_cast<double>(whole);
}

double surest(const RetrievalFigures::Outcome& outcome) {
    return outcome.confidences.empty() ? 0.0 : outcome.confidences.front();
}

}  // namespace

RetrievalFigures::Outcome outcome_of(
    const FaqIndex& index, const KnownQuestion& question, const Sense* sense
) {
    const auto begin = std::chrono::steady_clock::now();
    const auto hits = index.search(question.text, kRanks, sense);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    RetrievalFigures::Outcome outcome;
    outcome.is_answerable = !question.answers.empty();
    outcome.microseconds = took.count();
    for (std::size_t at = 0; at < hits.size(); ++at) {
        const auto& answers = question.answers;
        if (outcome.rank == 0 && std::count(answers.begin(), answers.end(), hits[at].entry) > 0)
            outcome.rank = at + 1;
        outcome.confidences.push_back(hits[at].confidence);
    }
    return outcome;
}

RetrievalFigures::RetrievalFigures(std::vector<Outcome> outcomes) : outcomes_(std::move(outcomes)) {
    std::stable_sort(outcomes_.begin(), outcomes_.end(), [](const auto& left, const auto& right) {
        return surest(left) > surest(right);
    });
    answerable_ = static_cast<std::size_t>(std::count_if(
        outcomes_.begin(),
        outcomes_.end(),
        [](const Outcome& outcome) { return outcome.is_answerable; }
    ));
}

double RetrievalFigures::mrr_at_10() const {
    double sum = 0;
    for (const auto& outcome : outcomes_)
        sum += outcome.rank == 0 ? 0.0 : 1.0 / static_cast<double>(outcome.rank);
    return share(sum, answerable_);
}

double RetrievalFigures::recall_at(std::size_t ranks) const {
    const auto found =
        std::count_if(outcomes_.begin(), outcomes_.end(), [&](const Outcome& outcome) {
            return outcome.rank != 0 && outcome.rank <= ranks;
        });
    return share(static_cast<double>(found), answerable_);
}

BoundFigures RetrievalFigures::at_bound(double bound) const {
    std::size_t given = 0;
    double right = 0;
    double answered = 0;
    for (const auto& outcome : outcomes_) {
        if (outcome.confidences.empty() || surest(outcome) < bound)
            continue;
        ++given;
        right += outcome.rank == 1 ? 1 : 0;
        answered += outcome.is_answerable ? 1 : 0;
    }
    return {
        bound,
        given == 0 ? 1.0 : share(right, given),
        share(answered, answerable_),
        share(static_cast<double>(given) - answered, outcomes_.size() - answerable_)};
}

OfferFigures RetrievalFigures::offers(double sure_bound, const OfferBounds& bounds) const {
    std::size_t unsure = 0;
    std::size_t unanswerable = 0;
    double right = 0;
    double for_nothing = 0;
    for (const auto& outcome : outcomes_) {
        if (surest(outcome) >= sure_bound)
            continue;
        (outcome.is_answerable ? unsure : unanswerable) += 1;
        const auto offered = std::min(outcome.confidences.size(), kOffered);
        bool has_right = false;
        bool has_any = false;
        for (std::size_t at = 0; at < offered; ++at) {
            if (surest(outcome) < bounds.best || outcome.confidences[at] < bounds.beside)
                continue;
            has_any = true;
            has_right = has_right || outcome.rank == at + 1;
        }
        right += has_right ? 1 : 0;
        for_nothing += has_any && !outcome.is_answerable ? 1 : 0;
    }
    return {share(right, unsure), share(for_nothing, unanswerable)};
}

std::vector<BoundFigures> RetrievalFigures::curve() const {
    std::vector<BoundFigures> points;
    for (int hundredths = 0; hundredths < 100; hundredths += hundredths < 90 ? 5 : 1)
        points.push_back(at_bound(hundredths / 100.0));
    return points;
}

double RetrievalFigures::aurc() const {
    double wrong = 0;
    double sum = 0;
    for (std::size_t at = 0; at < outcomes_.size(); ++at) {
        wrong += outcomes_[at].rank == 1 ? 0 : 1;
        sum += wrong / static_cast<double>(at + 1);
    }
    return share(sum, outcomes_.size());
}

double RetrievalFigures::queries_per_second() const {
    double microseconds = 0;
    for (const auto& outcome : outcomes_)
        microseconds += outcome.microseconds;
    return microseconds > 0 ? static_cast<double>(outcomes_.size()) * 1e6 / microseconds : 0.0;
}

double RetrievalFigures::p99_us() const {
    if (outcomes_.empty())
        return 0;
    std::vector<double> times;
    for (const auto& outcome : outcomes_)
        times.push_back(outcome.microseconds);
    const auto place = static_cast<std::ptrdiff_t>(times.size() * 99 / 100);
    std::nth_element(times.begin(), times.begin() + place, times.end());
    return times[static_cast<std::size_t>(place)];
}

RetrievalFigures measure_retrieval(
    const FaqIndex& index,
    const std::vector<KnownQuestion>& questions,
    const std::vector<Sense>& senses
) {
    std::vector<RetrievalFigures::Outcome> outcomes;
    outcomes.reserve(questions.size());
    for (std::size_t at = 0; at < questions.size(); ++at)
        outcomes.push_back(
            outcome_of(index, questions[at], at < senses.size() ? &senses[at] : nullptr)
        );
    return RetrievalFigures(std::move(outcomes));
}

}  // namespace huiying::knowledge
