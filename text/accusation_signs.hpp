// Layer two and three of recognising accusations: which words were found, who did what in which
// clause. Private to this room (warning_signs uses it). Pure, safe from any thread. Source:
// 信访工作条例 articles 17 and 30.
#pragma once

#include "text/warning_signs.hpp"
#include "text/warning_words.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace huiying::text {

/// A word of the lists, found in a text.
struct Sight {
    PhraseClass phrase_class = PhraseClass::emergency;
    std::size_t begin = 0;  ///< bytes
    std::size_t end = 0;
    std::size_t clause = 0;  ///< counted from the text's begin
    std::size_t sentence = 0;
    bool is_addressed = false;  ///< whom the letter is to: "城建中心的同志："
};

/// Numbers the clauses and sentences of sights (sorted by begin).
void place_in_clauses(std::string_view plain, std::vector<Sight>& sights);

/// Marks the offices that the letter is to, where the salutation says nothing else (neither
/// "举报城建中心" nor "关于城建中心某某") and the letter asks for something broken without going on
/// about "你们" or "那位".
void mark_addressed(std::string_view plain, const Extent& salutation, std::vector<Sight>& sights);

/// Sights inside harmless ones go, and a name inside a longer name ("物业主任" is no 主任).
void drop_covered(std::vector<Sight>& sights);

/// The indices of sights that accuse, in the text's order. REQUIRES: sights sorted by begin,
/// placed, without the covered ones. O(sights) but for the sights of one sentence.
[[nodiscard]] std::vector<std::size_t> accusing(const std::vector<Sight>& sights);

/// Officials who are not merely asked or thanked.
[[nodiscard]] bool speaks_of_officials(const std::vector<Sight>& sights);

}  // namespace huiying::text
