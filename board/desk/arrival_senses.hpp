// What the messages of a batch mean, asked for together. Private to this room.
#pragma once

#include "board/desk/sense.hpp"
#include "board/desk/take_in.hpp"

#include <span>
#include <vector>

namespace huiying::desk {

class TownSnapshot;

/// One an arrival, in order; nullptr for what has no text to draft an answer to, and for what must
/// not be shown to anybody outside: an accusation, an emergency.
[[nodiscard]] std::vector<SensePtr> senses_of(
    std::span<const Arrival> arrivals, const TownSnapshot& town, const AskSenses& ask
);

}  // namespace huiying::desk
