#include "board/model/catalogue_item.hpp"

#include <array>
#include <cstddef>

namespace huiying::model {
namespace {

constexpr std::array<std::string_view, 5> kDueKinds{
    "event", "monthly", "quarterly", "yearly", "once"};
constexpr std::array<std::string_view, 4> kCatalogueStates{
    "proposed", "refused", "published", "withdrawn"};

template <class Value, std::size_t Size>
std::optional<Value> value_of(
    const std::array<std::string_view, Size>& words, std::string_view word
) {
    for (std::size_t i = 0; i < Size; ++i)
        if (words.at(i) == word)
            return static_cast<Value>(i);
    return std::nullopt;
}

}  // namespace

std::string_view to_word(DueKind kind) {
    return kDueKinds.at(static_cast<std::size_t>(kind));
}

std::optional<DueKind> parse_due_kind(std::string_view word) {
    return value_of<DueKind>(kDueKinds, word);
}

std::string_view to_word(CatalogueState state) {
    return kCatalogueStates.at(static_cast<std::size_t>(state));
}

std::optional<CatalogueState> parse_catalogue_state(std::string_view word) {
    return value_of<CatalogueState>(kCatalogueStates, word);
}

}  // namespace huiying::model
