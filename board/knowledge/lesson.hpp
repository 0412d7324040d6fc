// A question whose right entry is known, compared with the entries that were found. Private to this
// room.
#pragma once

#include "board/knowledge/asked.hpp"
#include "board/knowledge/features.hpp"

#include <vector>

namespace huiying::knowledge {

struct Lesson {
    Asked asked;
    std::vector<Compared> compared;
    std::vector<bool> is_right;  ///< of each compared
};

}  // namespace huiying::knowledge
