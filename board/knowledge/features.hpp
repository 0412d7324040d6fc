// What an entry and a question have in common, as numbers that a ranking weighs. Private to this
// room. Pure, safe from any thread.
#pragma once

#include "board/knowledge/asked.hpp"
#include "board/knowledge/read_entry.hpp"
#include "board/model/faq_entry.hpp"

#include <array>
#include <memory>
#include <vector>

namespace huiying::knowledge {

/// An entry's texts as one, and each way to ask.
struct EntryFacts {
    FieldFacts whole;
    std::vector<FieldFacts> phrasings;      ///< the question, then the variants
    std::shared_ptr<const ReadEntry> read;  ///< none in a large base: it would take its memory
};

/// Mean lengths over all entries, in words.
struct MeanLengths {
    double whole = 1;
    double phrasing = 1;
};

enum class Feature : std::size_t {
    whole_bm25,  // by what the question would score against itself
    whole_cosine,
    asked_bm25,    // the best phrasing
    whole_covers,  // share of the question's telling words that the entry has
    asked_covers,
    asked_covered,      // share of the phrasing's that the question has
    sequence_of_query,  // longest common subsequence, by the question's length
    sequence_of_entry,
    unlike_length,
    count,
};

using Features = std::array<double, static_cast<std::size_t>(Feature::count)>;

struct Compared {
    Features features{};
    std::size_t phrasing = 0;  ///< the phrasing that is most alike
    bool has_phrasing = false;
    bool has_answer = false;
    /// Of the words that are not common to all questions: the share of the question's that the
    /// entry has, of the phrasing's that the question has, and of the question's that that has.
    double entry_covers = 0;
    double phrasing_covered = 0;
    double phrasing_covers = 0;
};

/// The texts of an entry that are searched: the question and the variants that are not empty.
[[nodiscard]] std::vector<std::string_view> phrasings_of(const model::FaqEntry& entry);

/// What a question scores against itself, beside texts of these mean lengths: the same for every
/// entry.
struct OwnScores {
    OwnScores(const Asked& asked, const MeanLengths& means);

    double whole;
    double phrasing;
};

[[nodiscard]] Compared compare(
    const Asked& asked,
    const ReadEntry& entry,
    const EntryFacts& facts,
    const MeanLengths& means,
    const OwnScores& own
);

}  // namespace huiying::knowledge
