#include "board/knowledge/asked.hpp"

#include "board/knowledge/usual_words.hpp"
#include "text/encoding.hpp"
#include "text/simplified.hpp"

#include <array>
#include <cmath>

namespace huiying::knowledge {

namespace {

constexpr std::size_t kLikenessSymbols = 400;

/// Without words of politeness.
std::string essence(std::string text) {
    static constexpr auto kPolite = std::to_array<std::string_view>(
        {"您好",
         "你好",
         "请问一下",
         "请问",
         "请教",
         "我想问一下",
         "想问一下",
         "我想咨询一下",
         "想咨询一下",
         "我想咨询",
         "我想了解一下",
         "我想问",
         "想问问",
         "谢谢",
         "多谢",
         "麻烦",
         "领导",
         "一下"}
    );
    std::string kept = text;
    for (const auto polite : kPolite) {
        for (auto at = kept.find(polite); at != std::string::npos; at = kept.find(polite, at))
            kept.replace(at, polite.size(), 1, ' ');
    }
    return text::trim(kept).empty() ? text : kept;
}

}  // namespace

std::string searchable(std::string_view text) {
    return essence(text::simplified(text::normalise(text)));
}

FieldFacts facts_of(const std::vector<CountedTerm>& terms, const TermCounts& counts) {
    double norm = 0;
    double pairs = 0;
    double said = 0;
    double specific = 0;
    double length = 0;
    for (const auto& [key, count] : terms) {
        const double idf = counts.idf(key);
        const double weight = std::pow((1 + std::log(count)) * idf, 2);
        norm += is_symbol(key) ? weight * kSymbolWeight * kSymbolWeight : weight;
        pairs += is_symbol(key) ? 0 : weight;
        said += idf;
        specific += is_usual(key) ? 0 : idf;
        length += count;
    }
    return {
        static_cast<float>(std::sqrt(norm)),
        static_cast<float>(std::sqrt(pairs)),
        static_cast<float>(said),
        static_cast<float>(specific),
        static_cast<float>(length)};
}

Asked::Asked(std::string_view searchable, const TermCounts& counts)
    : symbols_(text::code_point_count(searchable)),
      is_long_(symbols_ > kShortSymbols),
      likeness_(symbols_of(searchable, kLikenessSymbols)) {
    const auto words = counted(term_keys(searchable));
    facts_ = facts_of(words, counts);
    for (const auto& [key, count] : words) {
        terms_.push_back({key, static_cast<double>(count), counts.idf(key), is_usual(key)});
        places_[key] = static_cast<std::uint32_t>(terms_.size());
    }
}

std::vector<float> Asked::shared(const std::vector<TermKey>& words) const {
    std::vector<float> often(terms_.size(), 0);
    for (const auto key : words) {
        if (const auto place = places_.value(key); place != 0)
            often[place - 1] += 1;
    }
    return often;
}

}  // namespace huiying::knowledge
