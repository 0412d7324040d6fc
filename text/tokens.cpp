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

/// The symbol that begins at a place of a text.
struct Step {
    Symbol symbol = Symbol::other;
    std::size_t end = 0;
};

Step step_at(std::string_view text, std::size_t at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 code_point = 0;
    U8_NEXT(bytes, at, text.size(), code_point);
    return {code_point < 0 ? Symbol::other : symbol_of(code_point), at};
}

/// Calls `han(unigram, bigram)` for each Han symbol, `bigram` empty at the end of its run, and
/// `word(run)` for each other run.
template <class Han, class Word>
void split(std::string_view text, Han han, Word word) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = at;
        const auto first = step_at(text, at);
        at = first.end;
        if (first.symbol == Symbol::other)
            continue;
        auto next = at < text.size() ? step_at(text, at) : Step{};
        if (first.symbol == Symbol::han) {
            const bool pair = next.symbol == Symbol::han;
            han(text.substr(begin, at - begin),
                pair ? text.substr(begin, next.end - begin) : std::string_view());
            continue;
        }
        while (next.symbol == Symbol::word) {
            at = next.end;
            next = at < text.size() ? step_at(text, at) : Step{};
        }
        word(text.substr(begin, at - begin));
    }
}

/// Whether the last Han character of a run is a token of its own.
enum class LastOfRun { only_alone, always };

std::string joined_tokens(std::string_view text, LastOfRun last) {
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
            else if (!in_run || last == LastOfRun::always)
                add(unigram);
            in_run = !bigram.empty();
        },
        add
    );
    return joined;
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
    return joined_tokens(text, LastOfRun::only_alone);
}

std::string index_tokens(std::string_view text) {
    return joined_tokens(text, LastOfRun::always);
}

}  // namespace huiying::text
