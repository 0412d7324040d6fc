// The highest point of a smooth concave function, by following its slope. Private to this room.
// Pure, safe from any thread.
#pragma once

#include <functional>
#include <vector>

namespace huiying::knowledge {

/// The function's value at a point; writes its slope there, of the same size.
using Slope = std::function<double(const std::vector<double>& point, std::vector<double>& slope)>;

/// From `start` on, until a step gains less than a millionth or `steps` are done.
[[nodiscard]] std::vector<double> climbed(
    std::vector<double> start, const Slope& function, int steps
);

}  // namespace huiying::knowledge
