// Words that turn a sentence round, bound it or bind somebody: what a rewritten sentence must not
// change. Private to this room. Pure, safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace huiying::draft {

/// What turns a sentence round, bounds it or binds somebody.
struct Turns {
    std::vector<std::string> words;  ///< 不, 无需, 禁止, 未, 以上 ...: one for its likes, sorted
    bool must = false;               ///< 必须, 应当, 需
    bool may = false;                ///< 可以
};

/// REQUIRES: text::normalise().
[[nodiscard]] Turns turns_of(std::string_view normalised);

/// Whether what is said is no other turn than the source's: the same words, no duty that is not
/// there, no leave where there is a duty.
[[nodiscard]] bool turns_like(const Turns& said, const Turns& source);

}  // namespace huiying::draft
