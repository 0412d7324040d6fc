// Signs in a text that a person must see it first: danger to life, an accusation of officials or
// units, a petition. Used by routing (restriction, urgency) and knowledge (never answers such text
// by itself). Recall first: a false alarm costs a dispatcher a glance, a miss may show an
// accusation to the accused (信访工作条例 articles 30, 17). Pure, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace huiying::text {

enum class Warning { emergency, accusation, petition };

struct WarningSign {
    Warning warning = Warning::emergency;
    std::string phrase;  ///< the words that gave it away, as found

    friend bool operator==(const WarningSign&, const WarningSign&) = default;
};

/// Each sign once, emergencies first. Negations and mere mentions are not told apart.
[[nodiscard]] std::vector<WarningSign> warning_signs(std::string_view text);

[[nodiscard]] bool has_warning(const std::vector<WarningSign>& signs, Warning warning);

/// Whether the normalised text holds a word of reporting or complaint (举报, 投诉, 检举 ...) or of
/// misconduct (敷衍, 拖延 ...) that is an accusation when it is about a unit or its people.
[[nodiscard]] bool has_complaint_word(std::string_view normalised);

}  // namespace huiying::text
