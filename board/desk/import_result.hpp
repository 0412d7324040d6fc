// What becomes of a line of a file that is brought. Used by every import of this room, by app and
// web. Pure.
#pragma once

#include <algorithm>
#include <cstddef>

namespace huiying::desk {

/// there: it is kept already, and nobody asked to write over it.
enum class ImportResult { added, changed, unchanged, there, refused };

/// Of lines that each have a `result`.
template <class Lines>
[[nodiscard]] std::size_t count_of(const Lines& lines, ImportResult result) {
    return static_cast<std::size_t>(std::count_if(
        lines.begin(), lines.end(), [&](const auto& line) { return line.result == result; }
    ));
}

}  // namespace huiying::desk
