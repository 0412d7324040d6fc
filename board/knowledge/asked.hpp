// A question made ready to be compared with entries, and what an entry's texts share with it.
// Private to this room. Pure, safe from any thread.
#pragma once

#include "board/knowledge/likeness.hpp"
#include "board/knowledge/term_counts.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::knowledge {

/// Normal form, simplified Chinese, without the words of politeness that every question shares
/// ("您好，请问……谢谢"). Both sides of a comparison are read so.
[[nodiscard]] std::string searchable(std::string_view text);

/// What is known of one text of an entry before anything is asked.
struct FieldFacts {
    float norm = 0;      ///< of its vector of sublinear TF-IDF, single symbols counting less
    float said = 0;      ///< sum of how telling its words are
    float specific = 0;  ///< the same of those that are not common to all questions
    float length = 0;    ///< in words, with repetitions
};

/// `idf(key)` is asked for each in order.
[[nodiscard]] FieldFacts facts_of(
    const std::vector<CountedTerm>& terms, const std::function<double(TermKey)>& idf
);

class Asked {
  public:
    /// Up to this many symbols it is a short question, scored by BM25; a longer one by cosine.
    static constexpr std::size_t kShortSymbols = 40;

    struct Term {
        TermKey key = 0;
        double count = 0;
        double idf = 0;
        bool is_usual = false;
        double weight = 0;     ///< in BM25: how often, how telling, a pair for less
        double sublinear = 0;  ///< 1 + log of how often
    };

    /// REQUIRES: searchable().
    Asked(std::string_view searchable, const TermCounts& counts);

    [[nodiscard]] bool is_long() const { return is_long_; }

    [[nodiscard]] const std::vector<Term>& terms() const { return terms_; }

    [[nodiscard]] const Likeness& likeness() const { return likeness_; }

    [[nodiscard]] const FieldFacts& facts() const { return facts_; }

    [[nodiscard]] std::size_t symbols() const { return symbols_; }

    /// How often each of terms() is among the words: that of terms()[i] at i + 1, at 0 all others.
    void count_shared(const std::vector<TermKey>& words, std::vector<std::uint32_t>& often) const;

  private:
    std::vector<Term> terms_;  // by key
    FieldFacts facts_;
    std::size_t symbols_ = 0;
    bool is_long_ = false;
    Likeness likeness_;
    KeyTable places_;  // of each term in terms_, from 1
};

/// How much a single symbol counts beside a pair, in cosines.
inline constexpr double kSymbolWeight = 0.7;
/// How much a pair counts beside the symbols that it is made of, in BM25.
inline constexpr double kPairWeight = 0.7;

}  // namespace huiying::knowledge
