#include "board/model/turn.hpp"

#include <array>
#include <utility>

namespace huiying::model {
namespace {

constexpr std::array<std::pair<Turn, std::string_view>, 5> kTurns{
    {{Turn::matter, "matter"},
     {Turn::small_talk, "small_talk"},
     {Turn::answered, "answered"},
     {Turn::reopening, "reopening"},
     {Turn::rating, "rating"}}};

}  // namespace

std::string_view to_word(Turn turn) {
    return kTurns.at(static_cast<std::size_t>(turn)).second;
}

std::optional<Turn> parse_turn(std::string_view word) {
    for (const auto& [turn, known] : kTurns)
        if (known == word)
            return turn;
    return std::nullopt;
}

}  // namespace huiying::model
