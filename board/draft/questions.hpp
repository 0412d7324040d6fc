// The questions of a message, and how much of them another text takes up. Private to this room.
// Pure, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace huiying::draft {

/// Sentences that ask, in order, at most ten: those that end with a question mark or have a word
/// that asks (吗, 如何, 怎么 ...). Too short ones ("可以吗？") are left out.
[[nodiscard]] std::vector<std::string> questions_of(std::string_view message);

/// Share of the telling pairs and runs of `asked` that `text` has; 1 where it has none.
[[nodiscard]] double covered(std::string_view asked, std::string_view text);

}  // namespace huiying::draft
