// Finds the FAQ entry that answers a question, and knows when it does not know. Used by draft,
// desk and the conversation. Built in memory from the entries (a town's take well under a second);
// immutable, safe from any thread, no I/O; swap the whole index when entries change.
// Scoring: BM25 (k1 1.2, b 0.75) over Han uni- and bigrams for short questions, cosine of sublinear
// TF-IDF for long messages.
#pragma once

#include "board/model/faq_entry.hpp"
#include "board/model/instant.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::knowledge {

struct Hit {
    std::string entry;                 ///< FaqEntry::id
    std::string phrasing;              ///< the question or variant that matched best
    double score = 0;                  ///< retrieval score, comparable within one query only
    double confidence = 0;             ///< 0..1: coverage of the query and the entry, and margin
    std::vector<std::string> matched;  ///< query terms found, most telling first, at most 8
};

/// Whether shipped sample entries may answer (demo only).
enum class SampleEntries { silent, answer };

/// When an answer may go out without a person.
struct AnswerPolicy {
    double min_confidence = 0.75;
    double min_margin = 0.15;  ///< relative lead over the second entry, 0..1
    SampleEntries samples = SampleEntries::silent;
};

class FaqIndex {
  public:
    explicit FaqIndex(std::vector<model::FaqEntry> entries);
    ~FaqIndex();
    FaqIndex(FaqIndex&&) noexcept;
    FaqIndex& operator=(FaqIndex&&) noexcept;

    /// Best entries first, one hit an entry, retired entries left out. Any length of query; empty
    /// when nothing matches.
    [[nodiscard]] std::vector<Hit> search(std::string_view query, std::size_t limit = 5) const;

    /// The hit that may be sent as it stands: confident, clear of the second, entry reviewed (or a
    /// sample where the policy lets it), auto_answer set, valid at `now`; never for a text with
    /// warning signs (emergency, accusation, petition).
    [[nodiscard]] std::optional<Hit> sure_answer(
        std::string_view query, const AnswerPolicy& policy, model::Instant now
    ) const;

    /// nullptr when there is none. Lives as long as the index.
    [[nodiscard]] const model::FaqEntry* find(std::string_view id) const;
    [[nodiscard]] const std::vector<model::FaqEntry>& entries() const;

  private:
    struct Tables;
    std::unique_ptr<const Tables> tables_;
};

/// Whether `now`'s date lies in the entry's validity (both ends inclusive; an unreadable start
/// makes it invalid, an empty end is open).
[[nodiscard]] bool is_valid_at(const model::FaqEntry& entry, model::Instant now);

}  // namespace huiying::knowledge
