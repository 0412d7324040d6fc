#include "board/knowledge/likeness.hpp"

#include "text/tokens.hpp"

#include <algorithm>
#include <utility>

namespace huiying::knowledge {

namespace {

constexpr std::size_t kPlaces = 64;

/// What a continued byte adds to a code point.
std::uint32_t continued(std::uint32_t code_point, char byte) {
    return code_point << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
}

void append_symbols(std::string_view run, std::vector<std::uint32_t>& symbols) {
    for (std::size_t at = 0; at < run.size();) {
        const auto lead = static_cast<unsigned char>(run[at++]);
        std::uint32_t code_point = lead;
        if (lead >= 0xF0)
            code_point = lead & 0x07U;
        else if (lead >= 0xE0)
            code_point = lead & 0x0FU;
        else if (lead >= 0xC0)
            code_point = lead & 0x1FU;
        while (at < run.size() && (static_cast<unsigned char>(run[at]) & 0xC0U) == 0x80U)
            code_point = continued(code_point, run[at++]);
        symbols.push_back(code_point);
    }
}

}  // namespace

std::vector<std::uint32_t> symbols_of(std::string_view normalised, std::size_t limit) {
    std::vector<std::uint32_t> symbols;
    const char* last = nullptr;
    for (const auto word : text::tokens_of_normalised(normalised)) {
        if (symbols.size() >= limit)
            break;
        // A pair begins where the symbol before it does: it tells nothing new.
        if (word.data() != last)
            append_symbols(word, symbols);
        last = word.data();
    }
    symbols.resize(std::min(symbols.size(), limit));
    return symbols;
}

Likeness::Likeness(std::vector<std::uint32_t> symbols)
    : symbols_(std::move(symbols)),
      kinds_(symbols_),
      words_((symbols_.size() + kPlaces - 1) / kPlaces) {
    std::sort(kinds_.begin(), kinds_.end());
    kinds_.erase(std::unique(kinds_.begin(), kinds_.end()), kinds_.end());
    places_.assign(kinds_.size() * words_, 0);
    for (std::size_t at = 0; at < symbols_.size(); ++at) {
        const auto kind = static_cast<std::size_t>(
            std::lower_bound(kinds_.begin(), kinds_.end(), symbols_[at]) - kinds_.begin()
        );
        places_[kind * words_ + at / kPlaces] |= std::uint64_t{1} << (at % kPlaces);
    }
}

std::size_t Likeness::subsequence(const std::vector<std::uint32_t>& other) const {
    std::vector<std::uint64_t> open(words_, ~std::uint64_t{0});
    for (const auto symbol : other) {
        const auto found = std::lower_bound(kinds_.begin(), kinds_.end(), symbol);
        if (found == kinds_.end() || *found != symbol)
            continue;
        const auto* const places =
            places_.data() + static_cast<std::size_t>(found - kinds_.begin()) * words_;
        std::uint64_t carry = 0;
        for (std::size_t word = 0; word < words_; ++word) {
            const std::uint64_t kept = open[word];
            const std::uint64_t hit = kept & places[word];
            const std::uint64_t sum = kept + hit + carry;
            carry = sum < kept || (carry != 0 && sum == kept) ? 1 : 0;
            open[word] = sum | (kept - hit);
        }
    }
    std::size_t length = 0;
    for (std::size_t at = 0; at < symbols_.size(); ++at)
        length += (open[at / kPlaces] >> (at % kPlaces) & 1U) == 0 ? 1 : 0;
    return length;
}

}  // namespace huiying::knowledge
