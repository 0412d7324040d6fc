// What a letter says beside its frame. Frame: greeting, line that quotes the matter and its number,
// thanks, signature, date; it stands in every letter, full or empty. Used by draft, desk. Pure,
// safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace huiying::draft {

/// The letter without its frame: every line that `frame` has, too (what the wording says without an
/// answer), and what is shaped as in the shipped wordings, whatever name, number, unit and date
/// stand in it. The basis ("依据：…") and remedies are no frame. A text without any is returned
/// trimmed.
[[nodiscard]] std::string answer_in(std::string_view letter, std::string_view frame = {});

}  // namespace huiying::draft
