#include "board/knowledge/term_counts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace huiying::knowledge {

TermCounts::TermCounts(std::shared_ptr<const TermCounts> base)
    : base_(std::move(base)), documents_(base_->documents_), words_(base_->words_) {
    if (base_->base_ == nullptr)
        return;
    counts_ = base_->counts_;
    base_ = base_->base_;
}

void TermCounts::add(const std::vector<CountedTerm>& document, std::size_t length) {
    for (const auto& term : document)
        ++counts_[term.key];
    ++documents_;
    words_ += length;
}

void TermCounts::remove(const std::vector<CountedTerm>& document, std::size_t length) {
    for (const auto& term : document)
        --counts_[term.key];
    --documents_;
    words_ -= length;
}

double TermCounts::mean_length() const {
    return documents_ == 0 ? 1.0 : static_cast<double>(words_) / static_cast<double>(documents_);
}

double TermCounts::idf(TermKey key) const {
    const std::uint32_t shared = base_ == nullptr ? 0 : base_->counts_.value(key);
    const std::uint32_t number = shared + counts_.value(key);
    const auto all = static_cast<double>(documents_);
    const double with = std::min(static_cast<double>(number), all);
    return std::log(1 + (all - with + 0.5) / (with + 0.5));
}

std::size_t TermCounts::bytes() const {
    return counts_.bytes() + (base_ == nullptr ? 0 : base_->bytes());
}

}  // namespace huiying::knowledge
