// In how many documents each word occurs, and how long these are: what makes a word telling.
// Private to this room. An index that differs by few documents from another shares its counts and
// adds its own. Immutable once shared, then safe from any thread.
#pragma once

#include "board/knowledge/key_table.hpp"

#include <memory>
#include <vector>

namespace huiying::knowledge {

class TermCounts {
  public:
    /// None yet.
    TermCounts() = default;
    /// Those of `base`, to be added to without changing it.
    explicit TermCounts(std::shared_ptr<const TermCounts> base);

    /// Counts a document of these words, `length` words long with repetitions.
    void add(const std::vector<CountedTerm>& document, std::size_t length);
    /// Takes one away that was counted before.
    void remove(const std::vector<CountedTerm>& document, std::size_t length);

    [[nodiscard]] std::size_t documents() const { return documents_; }

    [[nodiscard]] double mean_length() const;

    /// How telling a word is: log(1 + (N - n + 0.5) / (n + 0.5)); also for one that never occurs.
    [[nodiscard]] double idf(TermKey key) const;

    [[nodiscard]] std::size_t bytes() const;

  private:
    std::shared_ptr<const TermCounts> base_;  // of one level: it has no base of its own
    KeyTable counts_;                         // modulo 2^32: fewer than base_ is a negative number
    std::size_t documents_ = 0;
    std::size_t words_ = 0;
};

}  // namespace huiying::knowledge
