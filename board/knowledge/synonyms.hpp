// Words that a town uses for the same thing, as its staff list them: an entry that says one is
// found by the others. Used by desk, which hands the widened entries to FaqIndex. Pure, safe from
// any thread.
#pragma once

#include "board/model/faq_entry.hpp"

#include <string>
#include <vector>

namespace huiying::knowledge {

/// Each of them means the same as the others.
using Synonyms = std::vector<std::vector<std::string>>;

/// More phrasings than this are not added to an entry.
inline constexpr std::size_t kMostAdded = 12;

/// The entries, whose questions and variants stand with each synonym in its place as well, as
/// further variants behind those that they have. Retired entries stay as they are. O(texts).
[[nodiscard]] std::vector<model::FaqEntry> with_synonyms(
    std::vector<model::FaqEntry> entries, const Synonyms& synonyms
);

}  // namespace huiying::knowledge
