// What the order of found entries and the probability of the first go by: how much each sign
// counts. The usual ones are round numbers chosen by hand and by measuring (docs/benchmarks.md); a
// town may have its own, learnt from its own questions (learnt_weights.hpp). Used by app and desk,
// which keep them as text. Pure, safe from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace huiying::knowledge {

/// What is compared: a short question with entries that are a question alone, a question and its
/// answer, or an answer alone; a long message with any.
enum class Pairing : std::size_t { to_question, to_entry, to_answer, of_message, count };

/// For the order: what a question and an entry have in common.
enum class Sign : std::size_t {
    bm25,  ///< of the whole entry, by what the question would score against itself
    cosine,
    covers,             ///< share of the question's telling words that the entry has
    covered,            ///< share of the phrasing's that the question has
    sequence_of_asked,  ///< longest common subsequence, by the question's length
    sequence_of_entry,
    unlike_length,
    count,
};

/// For the probability, as logarithm of the odds.
enum class Evidence : std::size_t {
    lead,  ///< over the next, as a share of the score; below 0 for all but the first
    said,  ///< share of the phrasing (of the question, where there is none) that was said
    cosine,
    specific,  ///< share of the phrasing's words that are not common to all questions
    covers,    ///< share of the question's such words that the entry has
    always,    ///< 1
    count,
};

template <class Name>
using Numbers = std::array<double, static_cast<std::size_t>(Name::count)>;

struct PairingWeights {
    Numbers<Sign> order{};
    Numbers<Evidence> odds{};

    friend bool operator==(const PairingWeights&, const PairingWeights&) = default;
};

struct Weights {
    std::array<PairingWeights, static_cast<std::size_t>(Pairing::count)> of{};

    [[nodiscard]] const PairingWeights& operator[](Pairing pairing) const {
        return of[static_cast<std::size_t>(pairing)];
    }

    friend bool operator==(const Weights&, const Weights&) = default;
};

/// Where nothing was learnt.
[[nodiscard]] const Weights& usual_weights();

/// One line, with the number of its form first.
[[nodiscard]] std::string to_text(const Weights& weights);
/// nullopt: not of this form, or not of finite numbers.
[[nodiscard]] std::optional<Weights> parse_weights(std::string_view text);

}  // namespace huiying::knowledge
