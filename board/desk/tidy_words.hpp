// A list of words as a person typed it. Private to this room. Pure.
#pragma once

#include <string>
#include <vector>

namespace huiying::desk {

/// Without white space at their ends, empty ones and doubles; in their order.
void tidy_words(std::vector<std::string>& words);

}  // namespace huiying::desk
