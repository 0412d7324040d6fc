#include "board/knowledge/term_keys.hpp"

#include "text/tokens.hpp"

#include <algorithm>

namespace huiying::knowledge {

namespace {

constexpr TermKey kRun = TermKey{1} << 63U;

/// The code point at the beginning of valid UTF-8, and its length.
struct Symbol {
    TermKey code_point = 0;
    std::size_t bytes = 1;
};

Symbol first_symbol(std::string_view text) {
    const auto byte = [&](std::size_t at) {
        return static_cast<TermKey>(static_cast<unsigned char>(text[at]));
    };
    const auto lead = byte(0);
    if (lead < 0x80 || text.size() < 2)
        return {lead, 1};
    if (lead < 0xE0)
        return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    if (lead < 0xF0 && text.size() >= 3)
        return {(lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
    if (text.size() >= 4)
        return {
            (lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
                (byte(3) & 0x3FU),
            4};
    return {lead, 1};
}

/// FNV-1a, 64 bits.
TermKey hash_of(std::string_view run) {
    TermKey hash = 14'695'981'039'346'656'037U;
    for (const char symbol : run)
        hash = (hash ^ static_cast<unsigned char>(symbol)) * 1'099'511'628'211U;
    return hash;
}

/// Of one code point, of two, of more. No code point is 0, so that none is taken for another kind.
TermKey key_of(std::string_view word) {
    const auto first = first_symbol(word);
    const auto rest = word.substr(first.bytes);
    if (rest.empty())
        return first.code_point;
    const auto second = first_symbol(rest);
    if (rest.size() == second.bytes)
        return first.code_point << 21U | second.code_point;
    return hash_of(word) | kRun;
}

}  // namespace

std::vector<TermKey> term_keys(std::string_view normalised) {
    const auto words = text::tokens_of_normalised(normalised);
    std::vector<TermKey> keys(words.size());
    std::transform(words.begin(), words.end(), keys.begin(), key_of);
    return keys;
}

std::vector<CountedTerm> counted(std::vector<TermKey> keys) {
    std::sort(keys.begin(), keys.end());
    std::vector<CountedTerm> terms;
    for (const auto key : keys) {
        if (terms.empty() || terms.back().key != key)
            terms.push_back({key, 0});
        ++terms.back().count;
    }
    return terms;
}

}  // namespace huiying::knowledge
