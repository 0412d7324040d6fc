#include "board/knowledge/weights.hpp"

#include <cmath>
#include <sstream>

namespace huiying::knowledge {
namespace {

// All numbers here are round ones chosen by hand and by measuring; none is the result of fitting a
// model to texts (docs/benchmarks.md says what was tried).

// A short question against an entry's question: BM25 decides, which counts a rare word once for
// all. Half as much weighs what share of the question is said at all, a quarter each what share of
// the phrasing, and that the symbols come in the same order; a phrasing of another length loses.
constexpr Numbers<Sign> kQuestionOrder{1, 0, 0.5, 0.25, 0.25, 0.25, -0.1};
// Against a question with its answer the whole entry decides, by both measures: of many short ways
// to ask, one of a wrong entry is soon alike ("有没有上门……的").
constexpr Numbers<Sign> kEntryOrder{1, 0.5, 0, 0.05, 0.15, 0, 0};
// Against an answer alone, which says much more than was asked, order and length tell less.
constexpr Numbers<Sign> kAnswerOrder{1, 1, 0.5, 0, 0.2, 0, -0.05};
// A long message goes by the cosine; an entry's question that is found in it whole comes first.
constexpr Numbers<Sign> kMessageOrder{0, 1, 0, 0.15, 0, 0.15, 0};

// The probability goes by the lead over the next as a share of the score, and half as much by the
// share of the phrasing that was said. An answer has all of a short question's words sooner: they
// count a quarter. Evidence of kEven is as often right as wrong, and kSteep says how fast that
// changes: a quarter more or less is seven to one.
constexpr double kSteep = 8;
constexpr double kEven = 0.55;
constexpr double kSaid = 0.5;
constexpr double kSaidByAnswer = 0.25;
constexpr Numbers<Evidence> kOdds{kSteep, kSteep* kSaid, 0, 0, 0, -kSteep* kEven};
constexpr Numbers<Evidence> kAnswerOdds{kSteep, kSteep* kSaidByAnswer, 0, 0, 0, -kSteep* kEven};

constexpr std::string_view kForm = "1";
constexpr int kDigits = 9;

}  // namespace

const Weights& usual_weights() {
    static const Weights kUsual{
        {{{kQuestionOrder, kOdds},
          {kEntryOrder, kOdds},
          {kAnswerOrder, kAnswerOdds},
          {kMessageOrder, kOdds}}}};
    return kUsual;
}

std::string to_text(const Weights& weights) {
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text.precision(kDigits);
    text << kForm;
    for (const auto& one : weights.of) {
        for (const double weight : one.order)
            text << ' ' << weight;
        for (const double weight : one.odds)
            text << ' ' << weight;
    }
    return text.str();
}

std::optional<Weights> parse_weights(std::string_view text) {
    std::istringstream words{std::string(text)};
    words.imbue(std::locale::classic());
    std::string form;
    words >> form;
    if (form != kForm)
        return std::nullopt;
    Weights weights;
    const auto read = [&](double& weight) {
        return static_cast<bool>(words >> weight) && std::isfinite(weight);
    };
    for (auto& one : weights.of) {
        for (double& weight : one.order)
            if (!read(weight))
                return std::nullopt;
        for (double& weight : one.odds)
            if (!read(weight))
                return std::nullopt;
    }
    std::string more;
    return words >> more ? std::nullopt : std::optional(weights);
}

}  // namespace huiying::knowledge
