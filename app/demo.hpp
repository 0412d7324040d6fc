// `serve --demo`: sample people and 300 sample messages over the last 60 days in all states, taken
// in, routed, answered and published by the same use cases as real ones, under a clock that is set
// to each moment.
#pragma once

#include "app/record.hpp"

namespace huiying::desk {
class People;
}

namespace huiying::app {

/// Fills an empty record; does nothing when there are tickets already. Prints the sample people's
/// random passwords once.
void seed_demo(Record& record, desk::People& people);

}  // namespace huiying::app
