// The patterns behind mask_personal, as data; private to this room. ICU regular expressions over
// text whose full-width forms are ASCII already; every repetition is bounded, so that no text takes
// long.
#pragma once

#include "text/masking.hpp"

#include <span>
#include <string_view>

namespace huiying::text {

/// What a rule wants checked beyond its pattern.
enum class Check {
    none,
    luhn,         ///< the digits must have a valid check digit
    given_name,   ///< a name, cut where a word that is no name begins
    closed_name,  ///< a name, and the whole of it is no ordinary word
    titled_name,  ///< family name and title stay, the given name goes
};

struct MaskingRule {
    Personal kind;
    std::string_view pattern;  ///< group 1 is what is masked
    Check check;
    std::string_view reason;
};

/// In order of precedence: a span belongs to the first rule that claims it.
std::span<const MaskingRule> masking_rules();

/// Whether a word that begins like a name is an ordinary word (安全, 马路, 高中生).
bool is_ordinary_word(std::u16string_view word);
/// Symbols that end a given name because sentences go on with them (家, 住, 的 ...).
bool ends_given_name(char16_t symbol);

}  // namespace huiying::text
