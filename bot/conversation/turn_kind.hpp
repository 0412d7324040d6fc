// What a citizen's turn is, by its words alone: small talk, a wish for a person, a choice, an
// evaluation, or a matter. Warnings and the FAQ are judged before and after it by at_once. Pure.
#pragma once

#include "bot/conversation/turn_table.hpp"

#include <optional>
#include <string_view>

namespace huiying::conversation {

/// nullopt: a matter of its own. Never emergency, self_harm, wrongdoing, petition, sure or vague.
/// Any encoding is taken; longer texts than a sentence are matters.
[[nodiscard]] std::optional<TurnKind> kind_by_words(std::string_view text);

/// 1, 2 or 3 of a `choice`; 0 else.
[[nodiscard]] int choice_of(std::string_view text);

/// The grade's word that a `content`, `discontent` or `choice` means as an evaluation, or "".
[[nodiscard]] std::string_view grade_of(std::string_view text);

/// Whether it asks, in words or by naming no more than a subject; else it reports something.
/// REQUIRES: normalised text.
[[nodiscard]] bool asks_something(std::string_view normalised);

/// Whether the writer says something about their own life. REQUIRES: normalised text.
[[nodiscard]] bool speaks_of_self_harm(std::string_view normalised);

}  // namespace huiying::conversation
