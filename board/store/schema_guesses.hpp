// The migration behind forgetting old guesses without reading the others. Private to schema.cpp.
// Never changed once released.
#pragma once

#include <string_view>

namespace huiying::store {

inline constexpr std::string_view kGuesses = R"sql(
create index code_guess_by_since on code_guess (since);
)sql";

}  // namespace huiying::store
