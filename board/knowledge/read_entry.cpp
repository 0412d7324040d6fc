#include "board/knowledge/read_entry.hpp"

#include "board/knowledge/features.hpp"
#include "board/knowledge/likeness.hpp"
#include "text/encoding.hpp"

#include <utility>

namespace huiying::knowledge {
namespace {

constexpr std::size_t kMaxAnswerSymbols = 2'000;

ReadText read_text(std::string_view text) {
    auto read = searchable(text);
    auto keys = term_keys(read);
    return {std::move(read), std::move(keys), {}};
}

std::size_t bytes_of(const ReadText& text) {
    return text.text.capacity() + text.keys.capacity() * sizeof(TermKey) +
           text.symbols.capacity() * sizeof(std::uint32_t);
}

}  // namespace

std::size_t ReadEntry::bytes() const {
    std::size_t sum = sizeof(ReadEntry) + bytes_of(answer);
    for (const auto& phrasing : phrasings)
        sum += sizeof(ReadText) + bytes_of(phrasing);
    return sum;
}

ReadEntry read_entry(const model::FaqEntry& entry) {
    ReadEntry read;
    for (const auto phrasing : phrasings_of(entry))
        read.phrasings.push_back(read_text(phrasing));
    read.answer = read_text(text::truncate(text::trim(entry.answer), kMaxAnswerSymbols));
    return read;
}

ReadEntry read_for_long(const model::FaqEntry& entry) {
    auto read = read_entry(entry);
    for (auto& phrasing : read.phrasings)
        phrasing.symbols = symbols_of(phrasing.text, kLikenessSymbols);
    return read;
}

}  // namespace huiying::knowledge
