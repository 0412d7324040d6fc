// Finds the FAQ entry that answers a question, and knows when it does not know. Used by draft,
// desk and the conversation. Built in memory from the entries, without a file of its own;
// immutable, safe from any thread, no I/O; the index of changed entries takes as long as the
// change. The words of all texts find forty candidates, whose texts are then compared one by one.
#pragma once

#include "board/knowledge/weights.hpp"
#include "board/model/faq_entry.hpp"
#include "board/model/instant.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::knowledge {

struct KnownQuestion;
struct Lesson;
struct Sense;

struct Hit {
    std::string entry;               ///< FaqEntry::id
    std::string phrasing;            ///< the question or variant that matched best
    double score = 0;                ///< comparable within one query only
    double confidence = 0;           ///< calibrated probability that this entry is the answer
    bool is_first_by_words = false;  ///< of all found, whatever a sense made of the order
};

/// Whether shipped sample entries may answer (demo only).
enum class SampleEntries { silent, answer };

/// When an answer may go out without a person, and when entries may be offered to choose from.
struct AnswerPolicy {
    /// Chosen on a provincial board's messages: of answers given so, 95 of 100 are right.
    double min_confidence = 0.91;
    double min_offer = 0.12;   ///< below it the best entry is not offered either
    double min_beside = 0.05;  ///< and below that none beside it: two alike share the probability
    SampleEntries samples = SampleEntries::silent;
};

/// What a question gets at once: its answer, up to three entries to choose from, or a person.
enum class Verdict { sure, choose, silent };

struct Judgement {
    Verdict verdict = Verdict::silent;
    /// sure: the answer alone; choose: one to three, most probable first; silent: none.
    std::vector<Hit> entries;
};

class FaqIndex {
  public:
    explicit FaqIndex(
        std::vector<model::FaqEntry> entries, const Weights& weights = usual_weights()
    );
    ~FaqIndex();
    FaqIndex(FaqIndex&&) noexcept;
    FaqIndex& operator=(FaqIndex&&) noexcept;

    /// The index of these entries, made from this one: a few that differ take a moment, whatever
    /// the number of the rest.
    [[nodiscard]] FaqIndex changed(std::vector<model::FaqEntry> entries) const;
    /// Also with other weights.
    [[nodiscard]] FaqIndex changed(std::vector<model::FaqEntry> entries, const Weights& weights)
        const;

    /// Best entries first, one hit an entry, retired entries left out. Any length of query; empty
    /// when nothing matches. Confidence only for the first five.
    /// `sense`: what the question means, nullptr where nobody knows; puts the best forty in another
    /// order, each with the confidence that its words give it (all of these have one then).
    [[nodiscard]] std::vector<Hit> search(
        std::string_view query, std::size_t limit = 5, const Sense* sense = nullptr
    ) const;

    /// The same of entries that are valid at `now`: what has expired stands in nobody's way.
    [[nodiscard]] std::vector<Hit> search_valid(
        std::string_view query, std::size_t limit, model::Instant now, const Sense* sense = nullptr
    ) const;

    /// What may be said without a person. Entries: reviewed (or a sample where the policy lets
    /// it), auto_answer set, not in doubt, valid at `now`; silent for a text with warning signs
    /// (emergency, accusation, petition), whatever it asks. With a `sense` an answer is sure only
    /// where it is first by its words and by what is meant; those to choose from come in that
    /// order.
    [[nodiscard]] Judgement judge(
        std::string_view query,
        const AnswerPolicy& policy,
        model::Instant now,
        const Sense* sense = nullptr
    ) const;

    /// The sure answer of judge().
    [[nodiscard]] std::optional<Hit> sure_answer(
        std::string_view query,
        const AnswerPolicy& policy,
        model::Instant now,
        const Sense* sense = nullptr
    ) const;

    /// The question, compared with what it may find: to learn from.
    [[nodiscard]] std::shared_ptr<const Lesson> lesson(const KnownQuestion& question) const;

    /// nullptr when there is none. Lives as long as the index.
    [[nodiscard]] const model::FaqEntry* find(std::string_view id) const;
    [[nodiscard]] const std::vector<model::FaqEntry>& entries() const;

    /// Memory of the index, the entries' own texts apart.
    [[nodiscard]] std::size_t bytes() const;

  private:
    struct Tables;
    FaqIndex(std::vector<model::FaqEntry> entries, const Tables& before, const Weights& weights);
    std::unique_ptr<const Tables> tables_;
};

/// Whether `now`'s date lies in the entry's validity (both ends inclusive; an unreadable start
/// makes it invalid, an empty end is open).
[[nodiscard]] bool is_valid_at(const model::FaqEntry& entry, model::Instant now);

}  // namespace huiying::knowledge
