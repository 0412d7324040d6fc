// Trains a TextModel from labelled texts. Used by desk's retraining and the evaluation command.
// Pure (memory only) but slow: under a second for some thousand texts; one training at a time a
// process (liblinear draws from the C library's random numbers). Source: liblinear 2.3, dual L2
// SVM; Guo et al. 2017 (temperature).
#pragma once

#include "board/routing/text_model.hpp"

#include <string>
#include <vector>

namespace huiying::routing {

struct LabelledText {
    std::string id;
    std::string text;
    std::string label;
};

/// The winners of cross-validation (docs/benchmarks.md).
struct LearningChoice {
    int longest_ngram = 2;
    int least_documents = 2;  ///< n-grams of fewer texts are left out
    double cost = 1;          ///< C
    int folds = 5;            ///< for the temperature
};

/// Needs no minimum of texts: with one label it is always given, with none the model is empty.
[[nodiscard]] TextModel learn(
    const std::vector<LabelledText>& texts, const LearningChoice& choice = {}
);

}  // namespace huiying::routing
