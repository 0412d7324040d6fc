// A trained classifier: which unit a text belongs to, with calibrated probabilities. Made by
// learning; used by router and the evaluation command. Immutable, safe from any thread; no I/O but
// memory. Method: TF-IDF of n-grams, one linear margin a class, softmax at one temperature.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::routing {

struct Guess {
    std::size_t label = 0;  ///< index in `labels()`
    double probability = 0;
};

/// What a model consists of; `keys` sorted, `weights` one row of labels a key.
struct ModelParts {
    std::vector<std::string> labels;
    int longest_ngram = 2;
    std::vector<std::uint64_t> keys;
    std::vector<float> idf;
    std::vector<float> weights;
    std::vector<float> bias;
    double temperature = 1;
};

class TextModel {
  public:
    explicit TextModel(ModelParts parts);

    [[nodiscard]] const std::vector<std::string>& labels() const { return parts_.labels; }

    [[nodiscard]] const ModelParts& parts() const { return parts_; }

    /// Every label, most probable first; probabilities sum to 1. Without any known n-gram they are
    /// those of the bias. Empty only for a model without labels. O(text + labels).
    [[nodiscard]] std::vector<Guess> guess(std::string_view text) const;

    /// The same margins before calibration, in the labels' order.
    [[nodiscard]] std::vector<double> margins(std::string_view text) const;

    /// The stretches of the text that speak most for a label, two to six characters each, at most
    /// `limit`; for reasons in words.
    [[nodiscard]] std::vector<std::string> evidence(
        std::string_view text, std::size_t label, std::size_t limit
    ) const;

    /// As bytes, for the record; `read` refuses (nullopt) what `bytes` did not make.
    [[nodiscard]] std::string bytes() const;
    [[nodiscard]] static std::optional<TextModel> read(std::string_view bytes);

  private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t index = 0;
    };

    /// A feature of one text: its row and TF-IDF, before length is taken out.
    struct Feature {
        std::uint32_t index;
        float value;
    };

    void build_table();
    [[nodiscard]] std::int64_t index_of(std::uint64_t key) const;
    [[nodiscard]] std::vector<Feature> features(std::string_view text) const;

    ModelParts parts_;
    std::vector<Slot> table_;  // open addressing, a power of two
};

}  // namespace huiying::routing
