// How good a TextModel is on texts that it has not seen: the figures of `huiying eval routing` and
// of a retraining's comparison. Used by app and desk. Pure but for the clock.
#pragma once

#include "board/routing/learning.hpp"

#include <map>
#include <string>
#include <vector>

namespace huiying::routing {

struct LabelFigures {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    std::size_t texts = 0;
};

struct ModelFigures {
    std::size_t texts = 0;
    double accuracy = 0;
    double macro_f1 = 0;  ///< over the labels that the tested texts have
    double top2_accuracy = 0;
    std::map<std::string, LabelFigures> per_label;
    double ece = 0;  ///< expected calibration error, 10 bins of equal width
    /// The largest share of texts that can be decided with at least that precision, deciding those
    /// of the highest probability: for 0.95 and 0.98.
    double coverage_at_95 = 0;
    double coverage_at_98 = 0;
    double predict_us_p50 = 0;
    double predict_us_p99 = 0;
};

/// All zero for no texts.
[[nodiscard]] ModelFigures measure(const TextModel& model, const std::vector<LabelledText>& texts);

}  // namespace huiying::routing
