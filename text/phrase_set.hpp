// Many phrases looked for in one pass over a text (Aho-Corasick). Used by routing and
// warning_signs. Immutable after construction, safe from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::text {

class PhraseSet {
  public:
    struct Match {
        std::size_t phrase = 0;  ///< index in the constructor's list
        std::size_t begin = 0;   ///< byte offset in the normalised text

        friend bool operator==(const Match&, const Match&) = default;
    };

    /// Phrases are normalised; empty ones never match.
    explicit PhraseSet(const std::vector<std::string>& phrases);

    /// Every occurrence of every phrase, overlapping ones too, by end position. REQUIRES: the text
    /// is normalised (`normalise`). O(bytes + matches).
    [[nodiscard]] std::vector<Match> find(std::string_view normalised) const;

  private:
    static constexpr std::int32_t kNone = -1;

    struct Node {
        std::array<std::int32_t, 16> next{};  // by half byte, so that a node stays small
        std::int32_t shorter = -1;            // nearest suffix node that ends a phrase
        std::int32_t ends = kNone;            // the last added phrase that ends here
    };

    void add(std::string_view phrase, std::int32_t index);
    void link_suffixes();
    void report(const Node& node, std::size_t end, std::vector<Match>& matches) const;

    std::vector<Node> nodes_;
    std::vector<std::int32_t> same_;  // by phrase: another that ends at the same node, added before
    std::vector<std::uint32_t> lengths_;
};

}  // namespace huiying::text
