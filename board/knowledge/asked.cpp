#include "board/knowledge/asked.hpp"

#include "board/knowledge/usual_words.hpp"
#include "text/encoding.hpp"
#include "text/simplified.hpp"

#include <array>
#include <cmath>

namespace huiying::knowledge {

namespace {

constexpr std::size_t kComparedSymbols = 400;

/// Words of politeness, of those that begin alike the longest first.
constexpr auto kPolite = std::to_array<std::string_view>(
    {"您好",
     "你好",
     "请问一下",
     "请问",
     "请教",
     "我想咨询一下",
     "我想问一下",
     "我想了解一下",
     "我想咨询",
     "我想问",
     "想咨询一下",
     "想问一下",
     "想问问",
     "谢谢",
     "多谢",
     "麻烦",
     "领导",
     "一下"}
);

constexpr std::size_t kHanBytes = 3;

/// Which last six bits the first symbols of words of politeness have: most others are told by it.
constexpr std::uint64_t kFirstSymbols = [] {
    std::uint64_t bits = 0;
    for (const auto polite : kPolite)
        bits |= std::uint64_t{1} << (static_cast<unsigned char>(polite[kHanBytes - 1]) & 0x3FU);
    return bits;
}();

/// Length of the word of politeness at the beginning; 0 when there is none.
std::size_t polite_bytes(std::string_view text) {
    if (text.size() < kHanBytes)
        return 0;
    const auto last = static_cast<unsigned char>(text[kHanBytes - 1]) & 0x3FU;
    if ((kFirstSymbols >> last & 1U) == 0)
        return 0;
    for (const auto polite : kPolite)
        if (text.starts_with(polite))
            return polite.size();
    return 0;
}

/// Without words of politeness, in one pass: each would be searched among bytes that begin alike.
std::string essence(const std::string& text) {
    std::string kept;
    kept.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const bool is_han = (static_cast<unsigned char>(text[at]) & 0xF0U) == 0xE0U;
        const auto bytes = is_han ? polite_bytes(std::string_view(text).substr(at)) : 0;
        if (bytes > 0)
            kept += ' ';
        else
            kept.append(text, at, is_han ? kHanBytes : 1);
        at += bytes > 0 ? bytes : (is_han ? kHanBytes : 1);
    }
    return text::trim(kept).empty() ? text : kept;
}

}  // namespace

std::string searchable(std::string_view text) {
    return essence(text::simplified(text::normalise(text)));
}

FieldFacts facts_of(
    const std::vector<CountedTerm>& terms, const std::function<double(TermKey)>& idf_of
) {
    double norm = 0;
    double said = 0;
    double specific = 0;
    double length = 0;
    for (const auto& [key, count] : terms) {
        const double idf = idf_of(key);
        const double weight = std::pow((1 + std::log(count)) * idf, 2);
        norm += is_symbol(key) ? weight * kSymbolWeight * kSymbolWeight : weight;
        said += idf;
        specific += is_usual(key) ? 0 : idf;
        length += count;
    }
    return {
        static_cast<float>(std::sqrt(norm)),
        static_cast<float>(said),
        static_cast<float>(specific),
        static_cast<float>(length)};
}

Asked::Asked(std::string_view searchable, const TermCounts& counts)
    : symbols_(text::code_point_count(searchable)),
      is_long_(symbols_ > kShortSymbols),
      likeness_(symbols_of(searchable, kComparedSymbols)) {
    const auto words = counted(term_keys(searchable));
    for (const auto& [key, count] : words) {
        const auto often = static_cast<double>(count);
        const double idf = counts.idf(key);
        const double weight = (is_pair(key) ? kPairWeight : 1.0) * often * idf;
        terms_.push_back({key, often, idf, is_usual(key), weight, 1 + std::log(often)});
        places_[key] = static_cast<std::uint32_t>(terms_.size());
    }
    facts_ = facts_of(words, [&](TermKey key) { return terms_[places_.value(key) - 1].idf; });
}

void Asked::count_shared(const std::vector<TermKey>& words, std::vector<std::uint32_t>& often)
    const {
    often.assign(terms_.size() + 1, 0);
    // Without asking which it is: most words are of neither, and guessing costs more than counting.
    for (const auto key : words)
        ++often[places_.value(key)];
}

}  // namespace huiying::knowledge
