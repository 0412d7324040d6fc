// What must be right about an FAQ entry before it is kept, and in which fields two versions differ.
// Private to this room. Pure.
#pragma once

#include "board/desk/faq_import.hpp"
#include "board/desk/town.hpp"
#include "board/model/faq_entry.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::desk {

/// A field that is a text.
struct FaqText {
    std::string_view name;
    std::string model::FaqEntry::*text;
    std::size_t most;  ///< characters
};

inline constexpr std::array kFaqTexts{
    FaqText{"topic", &model::FaqEntry::topic, 100},
    FaqText{"question", &model::FaqEntry::question, 500},
    FaqText{"answer", &model::FaqEntry::answer, 10'000},
    FaqText{"source", &model::FaqEntry::source, 500}};

inline constexpr std::array kFaqDays{
    FaqText{"valid_from", &model::FaqEntry::valid_from, 0},
    FaqText{"valid_to", &model::FaqEntry::valid_to, 0}};

/// Without white space around texts and empty variants; a variant is one line.
[[nodiscard]] model::FaqEntry tidy(model::FaqEntry entry);

/// nullopt: may be kept.
[[nodiscard]] std::optional<FaqTrouble> wrong_in(
    const model::FaqEntry& entry, const TownSnapshot& town
);

/// Why a day cannot be read; "" is one.
[[nodiscard]] std::optional<FaqTrouble> unreadable_day(
    std::string_view name, const std::string& day
);

/// Names of the fields in which two versions differ.
[[nodiscard]] std::vector<std::string> changed_fields(
    const model::FaqEntry& one, const model::FaqEntry& other
);

/// What a person calls a field.
[[nodiscard]] std::string title_of_faq(std::string_view name);

}  // namespace huiying::desk
