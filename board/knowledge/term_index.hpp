// Inverted index over short documents with the two scorings that government questions need: BM25
// for short questions, TF-IDF cosine for long messages. Private to this room. Immutable after
// finish(), safe from any thread then. Okapi BM25 (Robertson, Zaragoza 2009), k1 1.2, b 0.75.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace huiying::knowledge {

struct ScoredDocument {
    std::size_t document = 0;
    double score = 0;
};

/// A query's known terms with their counts, and the weight of what the index does not know.
struct Query {
    struct Term {
        std::uint32_t term;
        double count;
    };

    std::vector<Term> terms;
    double unknown_weight = 0;  ///< summed idf of terms that no document has
    bool is_long = false;       ///< scored by cosine
};

/// Shares of idf mass, 0..1.
struct Coverage {
    double of_query = 0;     ///< how much of the query the document has
    double of_document = 0;  ///< how much of the document the query has
};

class TermIndex {
  public:
    TermIndex() = default;
    TermIndex(const TermIndex&) = delete;  // words_ points into ids_
    TermIndex& operator=(const TermIndex&) = delete;

    /// Adds the next document (0, 1, ...). REQUIRES: normalised text, finish() not called.
    void add(std::string_view normalised);
    /// Computes weights; call once, after the last add.
    void finish();

    [[nodiscard]] Query query_of(std::string_view normalised) const;
    /// Documents that share a term with the query, in document order.
    [[nodiscard]] std::vector<ScoredDocument> score(const Query& query) const;
    [[nodiscard]] Coverage coverage(const Query& query, std::size_t document) const;
    /// Query terms that the document has, rarest first; single symbols inside a pair left out.
    [[nodiscard]] std::vector<std::string> matched(
        const Query& query, std::size_t document, std::size_t limit
    ) const;

  private:
    struct Posting {
        std::uint32_t document;
        float bm25;    // finished term weight
        float cosine;  // normalised TF-IDF
    };

    struct Occurrence {
        std::uint32_t term;
        std::uint32_t count;
    };

    struct Hash {
        using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name

        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> ids_;
    std::vector<std::string_view> words_;  // of each term, views into ids_
    std::vector<std::vector<Posting>> postings_;
    std::vector<double> idf_;
    std::vector<std::vector<Occurrence>> documents_;  // sorted by term
    double unknown_idf_ = 0;
};

}  // namespace huiying::knowledge
