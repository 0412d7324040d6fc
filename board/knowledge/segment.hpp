// Inverted index over at most 65,536 documents, scored at once into one array that fits the
// processor's cache. Private to this room. Immutable, shared by the indices that have the same
// documents, safe from any thread. Okapi BM25 (Robertson, Zaragoza 2009), k1 1.2, b 0.75, and the
// cosine of sublinear TF-IDF.
#pragma once

#include "board/knowledge/key_table.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace huiying::knowledge {

/// A document's words: once each, and how many with repetitions.
struct DocumentWords {
    std::vector<CountedTerm> terms;
    std::size_t length = 0;
};

[[nodiscard]] DocumentWords words_of(std::vector<TermKey> keys);

/// What a term adds to a document's score: its weight in the query times the factor of how often
/// the document has it and how long that is.
class Factors {
  public:
    static constexpr std::size_t kCounts = 32;    ///< more often counts as often
    static constexpr std::size_t kLengths = 128;  ///< on a logarithmic scale, 7 % apart

    /// BM25 for documents of this mean length.
    static Factors bm25(double mean_length);
    /// 1 + ln(count), whatever the length.
    static Factors sublinear();

    [[nodiscard]] float at(std::uint16_t code) const { return factors_[code]; }

    static std::uint16_t code(std::uint32_t count, std::size_t length);

  private:
    std::array<float, kCounts * kLengths> factors_{};
};

class Segment {
  public:
    static constexpr std::size_t kMaxDocuments = 65'536;

    /// REQUIRES: at most kMaxDocuments.
    explicit Segment(std::span<const DocumentWords> documents);

    [[nodiscard]] std::size_t size() const { return documents_; }

    /// Adds `weight` times the factors of the documents that have the word to their scores.
    /// REQUIRES: scores has size() places.
    void add_scores(TermKey key, float weight, const Factors& factors, std::span<float> scores)
        const;

    [[nodiscard]] std::size_t bytes() const;

  private:
    struct Posting {
        std::uint16_t document;
        std::uint16_t code;
    };

    [[nodiscard]] std::span<const Posting> postings_of(TermKey key) const;

    std::size_t documents_;
    KeyTable terms_;  // number of the term, from 1
    std::vector<std::uint32_t> begins_;
    std::vector<Posting> postings_;
};

}  // namespace huiying::knowledge
