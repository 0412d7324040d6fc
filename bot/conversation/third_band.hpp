// The band between sure and silent: what a question may be about, for the citizen to choose. The
// one place that decides how sure is sure enough to ask. Used by at_once. Pure.
#pragma once

#include "board/model/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::desk {
class TownSnapshot;
}

namespace huiying::knowledge {
struct Sense;
}

namespace huiying::conversation {

struct Choice {
    std::string faq;       ///< entry id
    std::string question;  ///< standard question
};

/// Two or three entries that may be sent without a person, best first; none where nothing is near
/// enough.
[[nodiscard]] std::vector<Choice> choices_for(
    const desk::TownSnapshot& town,
    std::string_view text,
    model::Instant now,
    const knowledge::Sense* sense = nullptr
);

/// The question of an entry that may be sent without a person now; nullopt else.
[[nodiscard]] std::optional<Choice> sendable(
    const desk::TownSnapshot& town, std::string_view faq, model::Instant now
);

}  // namespace huiying::conversation
