#include "board/routing/measuring.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace huiying::routing {

namespace {

constexpr std::size_t kBins = 10;

struct Decided {
    std::string truth;
    std::string first;
    std::string second;
    double probability = 0;

    [[nodiscard]] bool right() const { return first == truth; }
};

Decided decided(const TextModel& model, const LabelledText& text, std::vector<double>& times) {
    const auto start = std::chrono::steady_clock::now();
    const auto guesses = model.guess(text.text);
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    times.push_back(took.count());
    Decided one{text.label, {}, {}, 0};
    if (!guesses.empty()) {
        one.first = model.labels()[guesses[0].label];
        one.probability = guesses[0].probability;
    }
    if (guesses.size() > 1)
        one.second = model.labels()[guesses[1].label];
    return one;
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

void count_labels(const std::vector<Decided>& all, ModelFigures& figures) {
    std::map<std::string, std::size_t> right;
    std::map<std::string, std::size_t> given;
    for (const auto& one : all) {
        ++figures.per_label[one.truth].texts;
        ++given[one.first];
        right[one.truth] += one.right() ? 1 : 0;
    }
    for (auto& [label, row] : figures.per_label) {
        row.precision = share(right[label], given[label]);
        row.recall = share(right[label], row.texts);
        const double sum = row.precision + row.recall;
        row.f1 = sum > 0 ? 2 * row.precision * row.recall / sum : 0;
        figures.macro_f1 += row.f1 / static_cast<double>(figures.per_label.size());
    }
}

double calibration_error(const std::vector<Decided>& all) {
    struct Bin {
        double probability = 0;
        double right = 0;
    };

    std::array<Bin, kBins> bins{};
    for (const auto& one : all) {
        const auto at = static_cast<std::size_t>(one.probability * static_cast<double>(kBins));
        auto& bin = bins[std::min(at, kBins - 1)];
        bin.probability += one.probability;
        bin.right += one.right() ? 1 : 0;
    }
    double error = 0;
    for (const auto& bin : bins)
        error += std::abs(bin.probability - bin.right);
    return error / static_cast<double>(all.size());
}

/// REQUIRES: sorted by probability, highest first. Texts of equal probability are decided together.
double coverage_at(const std::vector<Decided>& all, double precision) {
    std::size_t right = 0;
    std::size_t covered = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        right += all[i].right() ? 1 : 0;
        const bool ends = i + 1 == all.size() || all[i + 1].probability < all[i].probability;
        if (ends && share(right, i + 1) >= precision)
            covered = i + 1;
    }
    return share(covered, all.size());
}

double quantile(const std::vector<double>& sorted, double part) {
    return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

ModelFigures measure(const TextModel& model, const std::vector<LabelledText>& texts) {
    ModelFigures figures;
    if (texts.empty())
        return figures;
    std::vector<Decided> all;
    all.reserve(texts.size());
    std::vector<double> times;
    for (const auto& text : texts)
        all.push_back(decided(model, text, times));
    figures.texts = all.size();
    std::size_t first = 0;
    std::size_t either = 0;
    for (const auto& one : all) {
        first += one.right() ? 1 : 0;
        either += one.right() || one.second == one.truth ? 1 : 0;
    }
    figures.accuracy = share(first, all.size());
    figures.top2_accuracy = share(either, all.size());
    count_labels(all, figures);
    figures.ece = calibration_error(all);
    std::stable_sort(all.begin(), all.end(), [](const Decided& left, const Decided& right) {
        return left.probability > right.probability;
    });
    figures.coverage_at_95 = coverage_at(all, 0.95);
    figures.coverage_at_98 = coverage_at(all, 0.98);
    std::sort(times.begin(), times.end());
    figures.predict_us_p50 = quantile(times, 0.50);
    figures.predict_us_p99 = quantile(times, 0.99);
    return figures;
}

}  // namespace huiying::routing
