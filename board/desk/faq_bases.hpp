// The policy documents that an FAQ entry rests on, as a cell of a file and as staff chose them.
// Private to this room. Pure.
#pragma once

#include "board/desk/faq_import.hpp"
#include "board/desk/town.hpp"
#include "board/model/policy_document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace huiying::desk {

/// A line a document: its number, id or 《title》, then its articles: "马府发〔2026〕12号
/// 第三条、第五条".
[[nodiscard]] std::variant<std::vector<model::FaqBasis>, FaqTrouble> bases_in(
    std::string_view cell, const TownSnapshot& town
);

/// As bases_in() reads it.
[[nodiscard]] std::string cell_of(
    const std::vector<model::FaqBasis>& bases, const TownSnapshot& town
);

/// Which document or article is not there; nullopt: all are.
[[nodiscard]] std::optional<FaqTrouble> wrong_in(
    const std::vector<model::FaqBasis>& bases, const TownSnapshot& town
);

}  // namespace huiying::desk
