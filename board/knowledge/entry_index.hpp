// Which entries are worth comparing with a question: the best few of all of them, by the words of
// all their texts. Private to this room. Immutable, safe from any thread; the index of changed
// entries shares what has not changed.
#pragma once

#include "board/knowledge/features.hpp"
#include "board/knowledge/segment.hpp"

#include <memory>
#include <vector>

namespace huiying::knowledge {

class EntryIndex {
  public:
    struct Candidate {
        std::size_t entry = 0;  ///< place in the entries that the index was made of
        double score = 0;       ///< comparable within one question only
        const EntryFacts* facts = nullptr;
    };

    /// Of all that are not retired.
    explicit EntryIndex(const std::vector<model::FaqEntry>& entries);

    /// The index of `after`, made from this one of `before`: takes as long as what has changed,
    /// until so much has that all is made anew.
    [[nodiscard]] EntryIndex changed(
        const std::vector<model::FaqEntry>& before, const std::vector<model::FaqEntry>& after
    ) const;

    /// Best first, at most `limit`; those that share no word with the question are left out.
    [[nodiscard]] std::vector<Candidate> candidates(const Asked& asked, std::size_t limit) const;

    [[nodiscard]] const TermCounts& counts() const { return *counts_; }

    [[nodiscard]] MeanLengths means() const;

    [[nodiscard]] std::size_t bytes() const;

  private:
    struct Facts {
        std::vector<EntryFacts> entries;
        std::vector<float> norms;  // of the whole, apart: the hot loop reads only these
    };

    /// A segment, and which entry each of its documents is now.
    struct Slice {
        std::shared_ptr<const Segment> segment;
        std::shared_ptr<const Facts> facts;
        std::vector<std::uint32_t> entries;  // kGone: changed since, or retired
    };

    class Best;
    using Entries = std::vector<model::FaqEntry>;

    EntryIndex() = default;
    void build(const Entries& entries, const std::vector<std::uint32_t>& which);
    void add_slice(const Entries& entries, std::vector<std::uint32_t> which, TermCounts& counts);
    void find_facts(const Entries& entries, std::size_t first_slice);
    void set_counts(TermCounts counts);
    void collect(const Slice& slice, const Asked& asked, const Factors& factors, Best& best) const;

    std::vector<Slice> slices_;
    std::shared_ptr<const TermCounts> counts_;
    std::shared_ptr<const Factors> bm25_;  // for the mean length of counts_
    double phrasing_words_ = 0;            // sums, for the means
    double phrasings_ = 0;
};

}  // namespace huiying::knowledge
