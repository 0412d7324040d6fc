// A policy document's text as its articles (第X条), or, where it has none, as its numbered parts or
// paragraphs: what is cited, quoted and found. Used by desk and passage_index. Pure.
#pragma once

#include "board/model/policy_uses.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huiying::knowledge {

using model::Passage;

/// In the order of the text; empty for a text of white space.
[[nodiscard]] std::vector<Passage> passages_of(std::string_view text);

/// "《马桥镇养老服务补贴办法》（马府发〔2026〕12号）第三条"; number and heading may be empty.
[[nodiscard]] std::string citation(
    const std::string& title, const std::string& number, const std::string& heading
);

}  // namespace huiying::knowledge
