// The words by which units are recognised, as one automaton: names, places, duties. Private to this
// room. Immutable, safe from any thread.
#pragma once

#include "board/model/unit.hpp"
#include "text/phrase_set.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace huiying::routing {

/// How a word points to its unit. A committee's short name ("俞塘村") is a place: people say where
/// they live, not who is responsible.
enum class Evidence { name, alias, place, keyword };

/// A word of one unit, found in a text.
struct Mention {
    std::size_t unit = 0;  ///< index in the units
    Evidence evidence = Evidence::keyword;
    std::size_t word = 0;  ///< index for `word()`
    std::size_t begin = 0;
    std::size_t end = 0;  ///< bytes of the normalised text
    double weight = 0;    ///< 0..1, by kind, rarity across units and length
};

class UnitWords {
  public:
    explicit UnitWords(const std::vector<model::Unit>& units);

    /// Mentions in the text's order of ends; a word inside a longer one found at the same place
    /// does not count. REQUIRES: normalised text.
    [[nodiscard]] std::vector<Mention> find(std::string_view normalised) const;

    [[nodiscard]] const std::string& word(std::size_t index) const { return words_[index]; }

    /// Names, short names and aliases of all units, for the recognition of accusations; without
    /// those that are places.
    [[nodiscard]] static std::vector<std::string> names_of(const std::vector<model::Unit>& units);

  private:
    struct Owner {
        std::size_t unit;
        Evidence evidence;
        double weight;
    };

    explicit UnitWords(std::vector<std::pair<std::string, Owner>> rows);
    static std::vector<std::pair<std::string, Owner>> rows_of(const std::vector<model::Unit>& units
    );

    std::vector<std::string> words_;
    std::vector<Owner> owners_;
    text::PhraseSet phrases_;
};

}  // namespace huiying::routing
