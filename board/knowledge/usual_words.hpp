// Words that every question may have, whatever it is about ("怎么办", "需要什么", "可以吗"): in a
// small knowledge base they look as telling as any other. Private to this room. Pure, safe from any
// thread.
#pragma once

#include "board/knowledge/term_keys.hpp"

namespace huiying::knowledge {

[[nodiscard]] bool is_usual(TermKey key);

}  // namespace huiying::knowledge
