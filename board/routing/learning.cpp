#include "board/routing/learning.hpp"

#include "board/routing/ngrams.hpp"
#include "text/disguise.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <linear.h>
#include <map>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace huiying::routing {

namespace {

using Nodes = std::vector<feature_node>;

/// Texts as vectors over their own vocabulary.
struct Examples {
    ModelParts parts;  ///< labels, keys, idf
    std::vector<Nodes> rows;
    std::vector<double> classes;
};

using Counts = std::vector<std::pair<std::uint64_t, std::size_t>>;

/// N-grams of one text with their counts, sorted by key.
Counts counted(const std::string& text, int longest) {
    std::vector<std::uint64_t> keys;
    collect_message(text::plain_form(text), longest, keys);
    std::sort(keys.begin(), keys.end());
    Counts counts;
    for (const auto key : keys) {
        if (counts.empty() || counts.back().first != key)
            counts.emplace_back(key, 0);
        ++counts.back().second;
    }
    return counts;
}

void choose_keys(
    const std::vector<Counts>& counts, const LearningChoice& choice, ModelParts& parts
) {
    std::unordered_map<std::uint64_t, std::size_t> found;
    for (const auto& row : counts) {
        for (const auto& [key, count] : row)
            ++found[key];
    }
    Counts documents(found.begin(), found.end());
    std::sort(documents.begin(), documents.end());
    const auto total = static_cast<double>(counts.size());
    for (const auto& [key, in] : documents) {
        if (in < static_cast<std::size_t>(choice.least_documents))
            continue;
        parts.keys.push_back(key);
        parts.idf.push_back(
            static_cast<float>(std::log((1 + total) / (1 + static_cast<double>(in))) + 1)
        );
    }
}

/// One row: TF-IDF, length 1, ended by -1 as liblinear wants; the bias comes last.
Nodes row_of(const Counts& counts, const ModelParts& parts) {
    Nodes nodes;
    double squares = 0;
    auto at = parts.keys.begin();
    for (const auto& [key, count] : counts) {
        at = std::lower_bound(at, parts.keys.end(), key);
        if (at == parts.keys.end() || *at != key)
            continue;
        const auto index = static_cast<std::size_t>(at - parts.keys.begin());
        const double value = term_weight(count) * static_cast<double>(parts.idf[index]);
        nodes.push_back({static_cast<int>(index) + 1, value});
        squares += value * value;
    }
    for (auto& node : nodes)
        node.value /= std::sqrt(squares);
    nodes.push_back({static_cast<int>(parts.keys.size()) + 1, 1.0});
    nodes.push_back({-1, 0.0});
    return nodes;
}

Examples examples_of(const std::vector<LabelledText>& texts, const LearningChoice& choice) {
    Examples examples;
    std::map<std::string, double> classes;
    for (const auto& one : texts)
        classes.emplace(one.label, 0);
    for (auto& [label, number] : classes) {
        number = static_cast<double>(examples.parts.labels.size());
        examples.parts.labels.push_back(label);
    }
    std::vector<Counts> counts;
    for (const auto& one : texts) {
        counts.push_back(counted(one.text, choice.longest_ngram));
        examples.classes.push_back(classes.at(one.label));
    }
    examples.parts.longest_ngram = choice.longest_ngram;
    choose_keys(counts, choice, examples.parts);
    for (const auto& row : counts)
        examples.rows.push_back(row_of(row, examples.parts));
    return examples;
}

/// Weights of one class against the others, bias last.
std::vector<double> against_others(
    const Examples& examples, const std::vector<std::size_t>& chosen, double wanted, double cost
) {
    std::vector<feature_node*> rows;
    std::vector<double> signs;
    for (const auto i : chosen) {
        rows.push_back(const_cast<feature_node*>(examples.rows[i].data()));
        signs.push_back(examples.classes[i] == wanted ? 1 : -1);
    }
    const auto width = examples.parts.keys.size() + 1;
    problem task{};
    task.l = static_cast<int>(rows.size());
    task.n = static_cast<int>(width);
    task.y = signs.data();
    task.x = rows.data();
    task.bias = 1;
    parameter how{};
    how.solver_type = L2R_L2LOSS_SVC_DUAL;
    how.C = cost;
    how.eps = 0.01;
    how.p = 0.1;
    auto* trained = train(&task, &how);
    std::vector<double> weights(trained->w, trained->w + width);
    // liblinear's first class is the one of the first row.
    if (trained->nr_class == 2 && trained->label[0] < 0)
        std::transform(weights.begin(), weights.end(), weights.begin(), std::negate<>());
    free_and_destroy_model(&trained);
    return weights;
}

/// One row of weights a class.
using Planes = std::vector<std::vector<double>>;

Planes planes_of(const Examples& examples, const std::vector<std::size_t>& chosen, double cost) {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    set_print_string_function([](const char*) {});
    Planes planes;
    for (std::size_t label = 0; label < examples.parts.labels.size(); ++label)
        planes.push_back(against_others(examples, chosen, static_cast<double>(label), cost));
    return planes;
}

std::vector<double> margins_of(const Planes& planes, const Nodes& row) {
    std::vector<double> margins;
    for (const auto& plane : planes) {
        double sum = 0;
        for (const auto& node : row) {
            if (node.index > 0)
                sum += node.value * plane[static_cast<std::size_t>(node.index) - 1];
        }
        margins.push_back(sum);
    }
    return margins;
}

/// A text that was held back, with its margins by a model that has not seen it.
struct HeldBack {
    std::vector<double> margins;
    std::size_t label;
};

std::vector<HeldBack> held_back(const Examples& examples, const LearningChoice& choice) {
    std::vector<HeldBack> held;
    const auto folds = static_cast<std::size_t>(choice.folds);
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<std::size_t> others;
        for (std::size_t i = 0; i < examples.rows.size(); ++i) {
            if (i % folds != fold)
                others.push_back(i);
        }
        if (others.empty() || others.size() == examples.rows.size())
            continue;
        const auto planes = planes_of(examples, others, choice.cost);
        for (std::size_t i = fold; i < examples.rows.size(); i += folds)
            held.push_back(
                {margins_of(planes, examples.rows[i]),
                 static_cast<std::size_t>(examples.classes[i])}
            );
    }
    return held;
}

double surprise(const std::vector<HeldBack>& held, double temperature) {
    double sum = 0;
    for (const auto& one : held) {
        const double highest = *std::max_element(one.margins.begin(), one.margins.end());
        double total = 0;
        for (const auto margin : one.margins)
            total += std::exp((margin - highest) / temperature);
        sum += std::log(total) - (one.margins[one.label] - highest) / temperature;
    }
    return sum;
}

/// The temperature at which the held-back texts surprise least (golden section, on its logarithm).
double temperature_of(const std::vector<HeldBack>& held) {
    constexpr double golden = 0.6180339887498949;
    double low = std::log(0.02);
    double high = std::log(5.0);
    for (int step = 0; step < 40 && !held.empty(); ++step) {
        const double left = high - golden * (high - low);
        const double right = low + golden * (high - low);
        if (surprise(held, std::exp(left)) < surprise(held, std::exp(right)))
            high = right;
        else
            low = left;
    }
    return held.empty() ? 1.0 : std::exp((low + high) / 2);
}

}  // namespace

TextModel learn(const std::vector<LabelledText>& texts, const LearningChoice& choice) {
    auto examples = examples_of(texts, choice);
    const auto width = examples.parts.labels.size();
    if (width < 2) {
        examples.parts.keys.clear();
        examples.parts.idf.clear();
        examples.parts.bias.assign(width, 0.0F);
        return TextModel(std::move(examples.parts));
    }
    std::vector<std::size_t> all(examples.rows.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = i;
    const auto planes = planes_of(examples, all, choice.cost);
    auto& parts = examples.parts;
    parts.temperature = temperature_of(held_back(examples, choice));
    parts.weights.resize(parts.keys.size() * width);
    for (std::size_t label = 0; label < width; ++label) {
        for (std::size_t i = 0; i < parts.keys.size(); ++i)
            parts.weights[i * width + label] = static_cast<float>(planes[label][i]);
        parts.bias.push_back(static_cast<float>(planes[label].back()));
    }
    return TextModel(std::move(parts));
}

}  // namespace huiying::routing
