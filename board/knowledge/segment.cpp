#include "board/knowledge/segment.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace huiying::knowledge {

namespace {

constexpr double kK1 = 1.2;
constexpr double kB = 0.75;
constexpr double kStepsADoubling = 10;

}  // namespace

DocumentWords words_of(std::vector<TermKey> keys) {
    const auto length = keys.size();
    return {counted(std::move(keys)), length};
}

std::uint16_t Factors::code(std::uint32_t count, std::size_t length) {
    const double step = kStepsADoubling * std::log2(static_cast<double>(length));
    const auto level = std::clamp<long>(std::lround(step), 0, kLengths - 1);
    const auto often = std::clamp<std::uint32_t>(count, 1, kCounts) - 1;
    return static_cast<std::uint16_t>(often * kLengths + static_cast<std::uint32_t>(level));
}

Factors Factors::bm25(double mean_length) {
    Factors made;
    for (std::size_t count = 1; count <= kCounts; ++count) {
        for (std::size_t level = 0; level < kLengths; ++level) {
            const double length = std::exp2(static_cast<double>(level) / kStepsADoubling);
            const auto often = static_cast<double>(count);
            made.factors_[(count - 1) * kLengths + level] = static_cast<float>(
                often * (kK1 + 1) / (often + kK1 * (1 - kB + kB * length / mean_length))
            );
        }
    }
    return made;
}

Factors Factors::sublinear() {
    Factors made;
    for (std::size_t at = 0; at < made.factors_.size(); ++at) {
        const std::size_t count = at / kLengths + 1;
        made.factors_[at] = static_cast<float>(1 + std::log(static_cast<double>(count)));
    }
    return made;
}

Segment::Segment(std::span<const DocumentWords> documents) : documents_(documents.size()) {
    std::vector<std::uint32_t> sizes;
    for (const auto& document : documents) {
        for (const auto& term : document.terms) {
            auto& number = terms_[term.key];
            if (number == 0) {
                sizes.push_back(0);
                number = static_cast<std::uint32_t>(sizes.size());
            }
            ++sizes[number - 1];
        }
    }
    begins_.assign(sizes.size() + 1, 0);
    for (std::size_t term = 0; term < sizes.size(); ++term)
        begins_[term + 1] = begins_[term] + sizes[term];
    postings_.resize(begins_.back());
    auto next = begins_;
    for (std::size_t at = 0; at < documents.size(); ++at) {
        const auto& document = documents[at];
        for (const auto& term : document.terms)
            postings_[next[terms_.value(term.key) - 1]++] = {
                static_cast<std::uint16_t>(at), Factors::code(term.count, document.length)};
    }
}

std::span<const Segment::Posting> Segment::postings_of(TermKey key) const {
    const auto number = terms_.value(key);
    if (number == 0)
        return {};
    const auto* const all = postings_.data();
    return {all + begins_[number - 1], all + begins_[number]};
}

void Segment::add_scores(TermKey key, float weight, const Factors& factors, std::span<float> scores)
    const {
    for (const auto posting : postings_of(key))
        scores[posting.document] += weight * factors.at(posting.code);
}

std::size_t Segment::bytes() const {
    return terms_.bytes() + begins_.capacity() * sizeof(std::uint32_t) +
           postings_.capacity() * sizeof(Posting);
}

}  // namespace huiying::knowledge
