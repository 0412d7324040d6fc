// How alike two texts are, symbol by symbol: the longest common subsequence, over
// letters, digits and Han symbols only. Private to this room. Pure, safe from any thread.
// Bit-parallel subsequence: Hyyrö 2004.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace huiying::knowledge {

/// The first `limit` code points that are letters or digits of any script. REQUIRES: normalised.
[[nodiscard]] std::vector<std::uint32_t> symbols_of(std::string_view normalised, std::size_t limit);

/// One text, to be compared with many.
class Likeness {
  public:
    explicit Likeness(std::vector<std::uint32_t> symbols);

    [[nodiscard]] std::size_t size() const { return symbols_.size(); }

    /// Length of the longest common subsequence.
    [[nodiscard]] std::size_t subsequence(const std::vector<std::uint32_t>& other) const;

  private:
    std::vector<std::uint32_t> symbols_;
    std::vector<std::uint32_t> kinds_;   // each symbol once, sorted
    std::size_t words_ = 0;              // of 64 places
    std::vector<std::uint64_t> places_;  // of each kind, `words_` words
};

}  // namespace huiying::knowledge
