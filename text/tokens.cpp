#include "text/tokens.hpp"

#include "text/encoding.hpp"

#include <cstdint>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <utility>

namespace huiying::text {

namespace {

enum class Symbol { han, word, other };

bool is_han(UChar32 code_point) {
    return (code_point >= 0x4E00 && code_point <= 0x9FFF) ||
           (code_point >= 0x3400 && code_point <= 0x4DBF) || code_point == 0x3005 ||
           code_point == 0x3007 || (code_point >= 0xF900 && code_point <= 0xFAFF) ||
           (code_point >= 0x20000 && code_point <= 0x3FFFF);
}

Symbol symbol_of(UChar32 code_point) {
    if (code_point < 0x80) {
        const bool word = (code_point >= 'a' && code_point <= 'z') ||
                          (code_point >= '0' && code_point <= '9') ||
                          (code_point >= 'A' && code_point <= 'Z');
        return word ? Symbol::word : Symbol::other;
    }
    if (is_han(code_point))
        return Symbol::han;
    return u_isalnum(code_point) ? Symbol::word : Symbol::other;
}

/// Calls `han(unigram, bigram)` for each Han symbol, `bigram` empty at the end of its run, and
/// `word(run)` for each other run.
template <class Han, class Word>
void split(std::string_view text, Han han, Word word) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t begin = 0;  // of the Han symbol or word run before `at`
    std::size_t at = 0;
    Symbol before = Symbol::other;
    const auto finish = [&] {
        if (before == Symbol::han)
            han(text.substr(begin, at - begin), std::string_view());
        else if (before == Symbol::word)
            word(text.substr(begin, at - begin));
    };
    while (at < text.size()) {
        std::size_t next = at;
        UChar32 code_point = 0;
        U8_NEXT(bytes, next, text.size(), code_point);
        const auto symbol = code_point < 0 ? Symbol::other : symbol_of(code_point);
        if (symbol == Symbol::han && before == Symbol::han)
            han(text.substr(begin, at - begin), text.substr(begin, next - begin));
        else if (symbol != Symbol::word || before != Symbol::word)
            finish();
        if (symbol != Symbol::word || before != Symbol::word)
            begin = at;
        before = symbol;
        at = next;
    }
    finish();
}

}  // namespace

std::vector<std::string_view> tokens_of_normalised(std::string_view normalised) {
    std::vector<std::string_view> found;
    found.reserve(normalised.size() / 2);
    split(
        normalised,
        [&](std::string_view unigram, std::string_view bigram) {
            found.push_back(unigram);
            if (!bigram.empty())
                found.push_back(bigram);
        },
        [&](std::string_view run) { found.push_back(run); }
    );
    return found;
}

std::vector<std::string> tokens(std::string_view text) {
    const auto normalised = normalise(text);
    const auto views = tokens_of_normalised(normalised);
    return {views.begin(), views.end()};
}

std::string search_tokens(std::string_view text) {
    const auto normalised = normalise(text);
    std::string joined;
    joined.reserve(normalised.size() * 2);
    const auto add = [&](std::string_view token) {
        if (!joined.empty())
            joined += ' ';
        joined += token;
    };
    bool in_run = false;
    split(
        normalised,
        [&](std::string_view unigram, std::string_view bigram) {
            if (!bigram.empty())
                add(bigram);
            else if (!in_run)
                add(unigram);
            in_run = !bigram.empty();
        },
        add
    );
    return joined;
}

}  // namespace huiying::text
