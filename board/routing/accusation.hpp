// The first rule of routing: does a message accuse a unit, an official or staff, and whom. Recall
// first. Private to this room. Pure, safe from any thread. Source: 信访工作条例 article 30(3).
#pragma once

#include "board/model/inbound_message.hpp"
#include "board/routing/unit_words.hpp"
#include "text/warning_signs.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::routing {

struct Accusation {
    std::set<std::size_t> units;       ///< accused units, by index; empty when nobody is named
    std::vector<std::string> phrases;  ///< the words that gave it away
};

/// What was found in a message, as far as an accusation needs it.
struct Findings {
    std::string_view normalised;  ///< subject and text, without the place field
    const std::vector<text::WarningSign>& signs;
    const std::vector<Mention>& mentions;
    model::Kind kind = model::Kind::question;
    std::optional<std::size_t> hinted;     ///< unit that the writer picked
    std::optional<std::size_t> committee;  ///< committee of the given place
    text::Persons persons;
};

/// nullopt: no accusation. The accused are the units named in the clause of a sign (by a place,
/// too: "金星村书记"), else in its sentence, else the unit that the writer picked (reports and
/// complaints), else any unit named, else the committee of the given place.
[[nodiscard]] std::optional<Accusation> find_accusation(const Findings& findings);

}  // namespace huiying::routing
